import { ALERT_COLUMNS, type AlertRow, BODY_COLUMNS, type BodyRow, parametersOf } from './batch-columns.js';
import type { Part } from './batch-plan.js';
import { INGEST_BATCH_SQL } from './ingest.sql.js';
import type { KeptConnection } from './kept-connection.js';
import { PLAIN_BATCH_SQL } from './plain-batch.sql.js';
import { PlainOdds } from './plain-odds.js';
import { isKnownAlert } from './write-failure.js';

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
  private readonly odds = new PlainOdds();

  constructor(private readonly connection: Pick<KeptConnection, 'query' | 'rest'>) {}

  /** Writes `parts` in one statement: when this resolves all of it is committed, when it rejects none of it is. */
  async write(parts: readonly Part[]): Promise<BatchOutcome> {
    const { bytes, bodies } = bodiesOf(parts);
    const rows = rowsOf(parts);
    const values = [bytes, ...parametersOf(BODY_COLUMNS, bodies), ...parametersOf(ALERT_COLUMNS, rows)];
    const plain = this.odds.areGood && rows.every(({ alert }) => alert.event.status === 'FIRING') ? await this.writePlain(values) : null;
    if (plain?.fits) return { repeated: rows.reduce((sum, row) => sum + row.repeats - 1, 0), opened: 0, urgent: plain.urgent };
    const written = await this.connection.query<FullOutcome>({ name: 'ingest-batch', text: INGEST_BATCH_SQL, values });
    const { news, ...outcome } = written.rows[0] ?? { repeated: 0, opened: 0, urgent: false, news: false };
    this.odds.wrote(news === true && outcome.opened === 0 ? 'PLAIN' : 'OTHER');
    return outcome;
  }

  rest(): void {
    this.connection.rest();
  }

  /** null: the batch is another one, and nothing of it was written. */
  private async writePlain(values: readonly unknown[]): Promise<PlainOutcome | null> {
    try {
      const { rows } = await this.connection.query<PlainOutcome>({ name: 'plain-batch', text: PLAIN_BATCH_SQL, values: [...values] });
      this.odds.tried(rows[0]?.fits ? 'WRITTEN' : 'UNFIT');
      return rows[0] ?? null;
    } catch (error) {
      if (!isKnownAlert(error)) throw error;
      this.odds.tried('IN_VAIN');
      return null;
    }
  }
}

function bodiesOf(parts: readonly Part[]): { readonly bytes: Buffer; readonly bodies: readonly BodyRow[] } {
  let begins = 1;
  const chunks: Buffer[] = [];
  const bodies: BodyRow[] = [];
  for (const { item, raw } of parts) {
    if (raw === null) continue;
    bodies.push({ item, problems: raw.problems, begins });
    chunks.push(item.body);
    begins += item.body.length;
  }
  const only = chunks[0];
  return { bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks), bodies };
}

/** One row per alert: the first of equal events, with their number. */
function rowsOf(parts: readonly Part[]): readonly AlertRow[] {
  const rows = new Map<string, AlertRow>();
  for (const { item, alerts } of parts) {
    for (const alert of alerts) {
      const key = `${item.integrationId} ${alert.event.dedupKey}`;
      const row = rows.get(key);
      if (row === undefined) rows.set(key, { item, alert, repeats: 1 });
      else row.repeats += 1;
    }
  }
  return [...rows.values()];
}
