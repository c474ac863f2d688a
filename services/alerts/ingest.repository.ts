import type { Part } from './batch-plan.js';
import { INGEST_BATCH_SQL } from './ingest.sql.js';
import type { IngestItem, RoutedEvent } from './ingest-item.js';
import type { KeptConnection } from './kept-connection.js';
import { PLAIN_BATCH_SQL } from './plain-batch.sql.js';

/** What one statement did. */
export interface BatchOutcome {
  /** Events that said nothing new. */
  readonly repeated: number;
  readonly opened: number;
  readonly urgent: boolean;
}

/** Adds whether all of it was news: alerts that nobody knew, firing. */
interface FullOutcome extends BatchOutcome {
  readonly news: boolean | null;
}

interface PlainOutcome {
  readonly fits: boolean;
  readonly urgent: boolean;
}

export class IngestRepository {
  /** The last batch was all news and opened nothing, so the next one is likely to be the same. */
  private isPlain = false;

  constructor(private readonly connection: Pick<KeptConnection, 'query' | 'rest'>) {}

  /** Writes `parts` in one statement: when this resolves all of it is committed, when it rejects none of it is. */
  async write(parts: readonly Part[]): Promise<BatchOutcome> {
    const { bytes, bodies } = bodiesOf(parts);
    const rows = rowsOf(parts);
    const values = [bytes, JSON.stringify(bodies), JSON.stringify(rows)];
    const plain = this.isPlain && rows.every((row) => row.status === 'FIRING') ? await this.writePlain(values) : null;
    this.isPlain = plain?.fits ?? false;
    if (plain?.fits) return { repeated: rows.reduce((sum, row) => sum + row.repeats - 1, 0), opened: 0, urgent: plain.urgent };
    const written = await this.connection.query<FullOutcome>({ name: 'ingest-batch', text: INGEST_BATCH_SQL, values });
    const { news, ...outcome } = written.rows[0] ?? { repeated: 0, opened: 0, urgent: false, news: false };
    this.isPlain = news === true && outcome.opened === 0;
    return outcome;
  }

  rest(): void {
    this.connection.rest();
  }

  private async writePlain(values: readonly unknown[]): Promise<PlainOutcome | null> {
    const { rows } = await this.connection.query<PlainOutcome>({ name: 'plain-batch', text: PLAIN_BATCH_SQL, values: [...values] });
    return rows[0] ?? null;
  }
}

function bodiesOf(parts: readonly Part[]): { readonly bytes: Buffer; readonly bodies: readonly object[] } {
  let begins = 1;
  const chunks: Buffer[] = [];
  const bodies: object[] = [];
  for (const { item, raw } of parts) {
    if (raw === null) continue;
    const problems = raw.problems.length === 0 ? null : raw.problems;
    bodies.push({
      id: item.eventId,
      integration_id: item.integrationId,
      received_at: item.receivedAt,
      begins,
      length: item.body.length,
      problems,
    });
    chunks.push(item.body);
    begins += item.body.length;
  }
  const only = chunks[0];
  return { bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks), bodies };
}

type Row = ReturnType<typeof rowOf>;

/** One row per alert: the first of equal events, with their number. */
function rowsOf(parts: readonly Part[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { item, alerts } of parts) {
    for (const alert of alerts) {
      const key = `${item.integrationId} ${alert.event.dedupKey}`;
      const row = rows.get(key);
      if (row === undefined) rows.set(key, rowOf(item, alert));
      else row.repeats += 1;
    }
  }
  return [...rows.values()];
}

function rowOf(item: IngestItem, alert: RoutedEvent) {
  const { event } = alert;
  return {
    event_id: item.eventId,
    integration_id: item.integrationId,
    dedup_key: event.dedupKey,
    status: event.status,
    by_start: alert.startIdentifiesFiring,
    repeats: 1,
    received_ms: item.receivedAt,
    starts_ms: event.startsAt,
    ends_ms: event.endsAt,
    name: event.name,
    summary: event.summary,
    labels: event.labels,
    annotations: event.annotations,
    priority: event.priority,
    source_url: event.sourceUrl,
    service: alert.service,
    proposes: alert.proposes,
    urgency: alert.urgency,
    group_key: alert.groupKey,
    version_id: item.handbookVersionId,
  };
}
