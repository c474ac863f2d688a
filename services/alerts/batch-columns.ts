import type { IngestItem, RoutedEvent } from './ingest-item.js';
import type { Problem } from './received-payload.model.js';

/** A raw body: where it begins among the bytes of all, from 1. */
export interface BodyRow {
  readonly item: IngestItem;
  readonly problems: readonly Problem[];
  readonly begins: number;
}

/** An event about an alert, said so often. */
export interface AlertRow {
  readonly item: IngestItem;
  readonly alert: RoutedEvent;
  repeats: number;
}

/** How a column travels: as one text parameter, from which PostgreSQL makes an array of its type. */
interface Column<R> {
  /** SQL: the array that is in `parameter`. */
  readonly array: (parameter: string) => string;
  readonly write: (rows: readonly R[]) => string;
}

type Columns<R> = Readonly<Record<string, Column<R>>>;

/** A type whose values have no character that means something in an array literal. */
function bare<R>(type: 'uuid' | 'boolean' | 'integer' | 'float8', of: (row: R) => string | number | boolean | null): Column<R> {
  return {
    array: (parameter) => `${parameter}::${type}[]`,
    write: (rows) => `{${rows.map((row) => `${of(row) ?? 'NULL'}`).join(',')}}`,
  };
}

function text<R>(of: (row: R) => string | null): Column<R> {
  const quoted = (row: R): string => {
    const value = of(row);
    if (value === null) return 'NULL';
    return SPECIAL.test(value) ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `"${value}"`;
  };
  return { array: (parameter) => `${parameter}::text[]`, write: (rows) => `{${rows.map(quoted).join(',')}}` };
}

const SPECIAL = /["\\]/;

/** A document to each line: in JSON a line break is always escaped. */
function json<R>(type: 'json' | 'jsonb', of: (row: R) => unknown): Column<R> {
  return {
    array: (parameter) => `string_to_array(${parameter}, E'\\n')::${type}[]`,
    write: (rows) => rows.map((row) => JSON.stringify(of(row))).join('\n'),
  };
}

export const BODY_COLUMNS = {
  id: bare('uuid', ({ item }) => item.eventId),
  integration_id: text(({ item }) => item.integrationId),
  received_ms: bare('float8', ({ item }) => item.receivedAt),
  begins: bare('integer', ({ begins }) => begins),
  length: bare('integer', ({ item }) => item.body.length),
  problems: json('jsonb', ({ problems }) => problems),
} as const satisfies Columns<BodyRow>;

/** Instants in milliseconds. */
export const ALERT_COLUMNS = {
  event_id: bare('uuid', ({ item }) => item.eventId),
  integration_id: text(({ item }) => item.integrationId),
  dedup_key: text(({ alert }) => alert.event.dedupKey),
  status: text(({ alert }) => alert.event.status),
  by_start: bare('boolean', ({ alert }) => alert.startIdentifiesFiring),
  repeats: bare('integer', ({ repeats }) => repeats),
  received_ms: bare('float8', ({ item }) => item.receivedAt),
  starts_ms: bare('float8', ({ alert }) => alert.event.startsAt),
  ends_ms: bare('float8', ({ alert }) => alert.event.endsAt),
  name: text(({ alert }) => alert.event.name),
  summary: text(({ alert }) => alert.event.summary),
  labels: json('json', ({ alert }) => alert.event.labels),
  annotations: json('json', ({ alert }) => alert.event.annotations),
  priority: text(({ alert }) => alert.event.priority),
  source_url: text(({ alert }) => alert.event.sourceUrl),
  service: text(({ alert }) => alert.service),
  proposes: text(({ alert }) => alert.proposes),
  urgency: text(({ alert }) => alert.urgency),
  group_key: text(({ alert }) => alert.groupKey),
  version_id: bare('integer', ({ item }) => item.handbookVersionId),
} as const satisfies Columns<AlertRow>;

/**
 * SQL: the rows of `columns`, each column in a parameter of its own, from $`first` on. As one JSON document the same rows cost PostgreSQL
 * some 5 µs more for each alert.
 */
export function rowsFrom<R>(columns: Columns<R>, first: number): string {
  const arrays = Object.values(columns).map(({ array }, index) => array(`$${first + index}`));
  return `unnest(${arrays.join(', ')}) AS given(${Object.keys(columns).join(', ')})`;
}

/** The parameters that `rowsFrom` reads. */
export const parametersOf = <R>(columns: Columns<R>, rows: readonly R[]): readonly string[] =>
  Object.values(columns).map((column) => column.write(rows));
