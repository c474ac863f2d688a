import type { Pool } from 'pg';
import type { PublicIncident, PublicPost } from './public-incident.model.js';

/** However many posts there are, a look at the page reads at most this many incidents. */
export const READ_ONGOING = 200;
export const READ_RECENT = 25;

const INCIDENT = `json_build_object('key', p.incident_key, 'startedAt', round(extract(epoch FROM min(p.started_at)) * 1000),
  'posts', json_agg(json_build_object('id', p.id, 'phase', p.phase, 'impact', p.impact, 'title', p.title, 'text', p.body,
    'components', p.components, 'at', round(extract(epoch FROM p.published_at) * 1000)) ORDER BY p.published_at DESC, p.number DESC))`;

const incidentsOf = (keys: string): string =>
  `SELECT ${INCIDENT} AS incident FROM status_posts p WHERE p.incident_key IN (${keys}) GROUP BY p.incident_key ORDER BY max(p.published_at) DESC, p.incident_key`;

/** By the partial indexes: the cost does not grow with the history. */
export const READ_BOARD = incidentsOf(`
  (SELECT incident_key FROM status_posts WHERE is_latest AND phase <> 'RESOLVED' ORDER BY published_at DESC, id LIMIT ${READ_ONGOING})
  UNION (SELECT incident_key FROM status_posts WHERE is_latest ORDER BY published_at DESC, id LIMIT ${READ_RECENT})`);

export const READ_ONE = incidentsOf('$1');

/** What is public, and nothing else: no other table is read here, so that nothing else can be shown. */
export class PublicIncidents {
  constructor(private readonly pool: Pool) {}

  /** Those that go on, and the newest; by their last post, newest first. */
  async board(): Promise<readonly PublicIncident[]> {
    return await this.read({ name: 'status-board', text: READ_BOARD });
  }

  /** null: nothing was ever published of it. */
  async one(key: string): Promise<PublicIncident | null> {
    return (await this.read({ name: 'status-one', text: READ_ONE, values: [key] }))[0] ?? null;
  }

  private async read(query: { readonly name: string; readonly text: string; values?: unknown[] }): Promise<readonly PublicIncident[]> {
    const { rows } = await this.pool.query<{ incident: { key: string; startedAt: number; posts: readonly PublicPost[] } }>(query);
    return rows.flatMap(({ incident: { posts, ...rest } }) => {
      const [first, ...others] = posts;
      return first === undefined ? [] : [{ ...rest, posts: [first, ...others] as const }];
    });
  }
}
