import type { Pool } from 'pg';
import type { PublishRequest, PublishResult, StatusPage } from '../../activities/ports/status-page.port.js';

const AT = 'to_timestamp($10::double precision / 1000.0)';

/**
 * Under the incident's row lock: only an incident that everybody signed in may see, and that is no test, has rows here. A post that
 * is there already stays as it is. The latest is the one that was sent last, whenever it was drafted. Wakes whoever shows the page.
 */
const PUBLISH = `
WITH incident AS (
  SELECT key FROM incidents WHERE key = $2 AND visibility = 'INTERNAL' AND NOT test FOR UPDATE
), superseded AS (
  UPDATE status_posts SET is_latest = false
  FROM incident WHERE status_posts.incident_key = incident.key AND is_latest AND (published_at, number) < (${AT}, $3)
), posted AS (
  INSERT INTO status_posts (id, incident_key, number, phase, impact, title, body, components, started_at, published_at, is_latest)
  SELECT $1, key, $3, $4, $5, $6, $7, $8, to_timestamp($9::double precision / 1000.0), ${AT},
         NOT EXISTS (SELECT FROM status_posts newer WHERE newer.incident_key = key AND (newer.published_at, newer.number) > (${AT}, $3))
  FROM incident
  ON CONFLICT ON CONSTRAINT pk_status_posts DO NOTHING
)
SELECT (SELECT count(*)::int FROM incident) AS allowed, pg_notify('tocsin_incident_changed', $2 || ':status')
`;

/** The built-in status page: what stands in its table is public. */
export class StatusPageRepository implements StatusPage {
  constructor(private readonly pool: Pool) {}

  /** Throws where the database does not answer: another attempt helps. */
  async publish(request: PublishRequest): Promise<PublishResult> {
    const { post, incidentKey, phase, impact, title, text, components, startedAt, at } = request;
    const number = Number(post.split('/').at(-1));
    const values = [post, incidentKey, number, phase, impact, title, text, JSON.stringify(components), startedAt, at];
    const { rows } = await this.pool.query<{ allowed: number }>(PUBLISH, values);
    if (rows[0]?.allowed === 1) return { status: 'PUBLISHED', receipt: post };
    return { status: 'REFUSED', code: 'RESTRICTED_INCIDENT', reason: 'the status page shows no such incident' };
  }
}
