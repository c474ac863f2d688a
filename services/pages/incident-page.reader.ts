import type { Pool } from 'pg';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { scopeParameter } from '../persistence/incident-scope.js';
import type { AlertLine, IncidentFacts, IncidentLine, PagedPerson, Sight } from './incident-page.model.js';
import { READ_ALERTS, READ_ALL, READ_INCIDENT, READ_OPEN } from './incident-page.sql.js';

const TIMELINE_LINES = 15;
const ALERT_LINES = 6;
const LIST_LINES = 50;
const NO_LIMIT_SEQ = 2_147_483_647;

export interface IncidentRequest {
  readonly key: string;
  readonly sight: Sight;
  /** Only events before this `seq`. */
  readonly before?: number;
  /** A command whose answer is wanted. */
  readonly commandId?: string;
}

/** Where a list goes on: after this incident. */
export interface ListCursor {
  readonly severity: string;
  readonly number: number;
}

export interface ListRequest {
  readonly state: 'open' | 'all';
  readonly sight: Sight;
  readonly after: ListCursor | null;
}

export interface IncidentList {
  readonly lines: readonly IncidentLine[];
  readonly next: ListCursor | null;
}

interface EventRow {
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  readonly body: object;
}
type PageRow = Omit<PagedPerson, 'rung'> & { readonly id: string };
type Row = Omit<IncidentFacts, 'events' | 'pages' | 'alerts'> & {
  readonly events: readonly EventRow[];
  readonly pages: readonly PageRow[];
};

/** Reads what the pages show, in PostgreSQL alone. */
export class IncidentPageReader {
  constructor(private readonly pool: Pool) {}

  /** null: there is none, or none that `sight` may see. A database that has no word on alerts costs the alerts, not the page. */
  async incident(request: IncidentRequest): Promise<IncidentFacts | null> {
    const { key, sight, before = NO_LIMIT_SEQ, commandId = '' } = request;
    const [found, alerts] = await Promise.all([
      this.pool.query<Row>(READ_INCIDENT, [scopeParameter(sight), key, before, TIMELINE_LINES, commandId]),
      this.alerts(key),
    ]);
    const row = found.rows[0];
    if (row === undefined) return null;
    return { ...row, events: row.events.map(eventOf), pages: row.pages.map((page) => pageOf(key, page)), alerts };
  }

  async list(request: ListRequest): Promise<IncidentList> {
    const { severity, number } = request.after ?? { severity: '', number: 0 };
    const sql = request.state === 'open' ? READ_OPEN : READ_ALL;
    const { rows } = await this.pool.query<IncidentLine>(sql, [scopeParameter(request.sight), severity, number, LIST_LINES + 1]);
    const lines = rows.slice(0, LIST_LINES);
    const last = lines.at(-1);
    return { lines, next: rows.length > LIST_LINES && last ? { severity: last.severity, number: last.number } : null };
  }

  private async alerts(key: string): Promise<readonly AlertLine[] | null> {
    try {
      return (await this.pool.query<AlertLine>(READ_ALERTS, [key, ALERT_LINES])).rows;
    } catch {
      return null; // the page says that they could not be read
    }
  }
}

/** What our own projection wrote: the parse boundary. */
const eventOf = ({ seq, type, at, body }: EventRow): IncidentEvent => ({ ...body, seq, type, at }) as IncidentEvent;

function pageOf(key: string, { id, ...page }: PageRow): PagedPerson {
  const rung = id.slice(key.length + 1).split('/')[1] ?? '';
  // Of whichever plan: `s1p2` is the second rung of the second plan that was adopted.
  return { ...page, rung: rung.replace(/p\d+$/, '') };
}
