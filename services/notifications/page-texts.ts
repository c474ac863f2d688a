import type { Pool } from 'pg';
import { inTime } from '../config/in-time.js';

const TEXTS_MS = 300;

/** What broke, in the monitors' own words. */
export class PageTexts {
  constructor(private readonly pool: Pool) {}

  /** The newest firing alert's summary; empty when there is none, or when the database is slow: a page does not wait for it. */
  async summaryOf(incidentKey: string): Promise<string> {
    const query = this.pool
      .query<{ summary: string }>(
        `SELECT summary FROM alerts WHERE incident_key = $1 ORDER BY (status = 'RESOLVED'), starts_at DESC LIMIT 1`,
        [incidentKey],
      )
      .then(
        ({ rows }) => rows[0]?.summary ?? '',
        () => '',
      );
    return await inTime(query, TEXTS_MS, () => '');
  }
}
