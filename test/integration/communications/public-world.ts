import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { PublishRequest } from '../../../activities/ports/status-page.port.js';
import type { Handbook } from '../../../domain/handbook/handbook.model.js';
import { type RunningApi, startApi } from '../../../services/apps/api.js';
import { StatusPageRepository } from '../../../services/communications/status-page.repository.js';
import { readEnvironment } from '../../../services/config/environment.js';
import { forRole } from '../../../services/config/required.js';
import { waitUntil } from '../../../services/embedded/wait.js';
import { HandbookService } from '../../../services/handbook/handbook.service.js';
import { testServers } from '../../support/servers.js';

export const BEGAN = Date.parse('2026-11-29T07:40:00Z');
const MINUTE = 60_000;
/** For an answer, and for the page to show something; ms. */
const PATIENCE_MS = 20_000;
const HANDBOOK = new URL('../../../handbook/escrow-platform.yaml', import.meta.url);

/** The real api process over a real PostgreSQL, with the shipped handbook, and posts that were published. */
export interface PublicWorld {
  readonly url: string;
  readonly publicUrl: string;
  readonly pool: pg.Pool;
  readonly handbook: Handbook;
  /** An incident, whose title is hostile; its key. */
  incident(over?: { readonly visibility?: string }): Promise<string>;
  /** Publishes the next post of an incident, as the worker does, and waits until the page shows it. */
  tells(incidentKey: string, over?: Partial<PublishRequest>): Promise<void>;
  /** The answer of one of the public addresses, with how long it took in milliseconds. */
  get(
    path: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ readonly response: Response; readonly body: string; readonly ms: number }>;
  /** Until the page shows `words`, or shows them no more. */
  shows(words: string): Promise<void>;
  close(): Promise<void>;
}

export async function publicWorld(over: { readonly temporalAddress?: string } = {}): Promise<PublicWorld> {
  const { databaseUrl, temporalAddress } = { ...(await testServers()), ...over };
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  const handbooks = new HandbookService(pool);
  await handbooks.apply(readFileSync(HANDBOOK), 'escrow-platform.yaml', 'test', BEGAN);
  const handbook = (await handbooks.current())?.handbook;
  if (handbook === undefined) throw new Error('the shipped handbook is not valid');
  const publicUrl = 'https://ops.example/tocsin';
  const api: RunningApi = await startApi(
    forRole(
      readEnvironment({
        DATABASE_URL: databaseUrl,
        TEMPORAL_ADDRESS: temporalAddress,
        TOCSIN_LINK_SECRET: 'a secret of at least thirty-two bytes, for tests',
        TOCSIN_PORT: '0',
        TOCSIN_PUBLIC_URL: publicUrl,
        TOCSIN_LOG_LEVEL: 'error',
      }),
    ),
  );
  const page = new StatusPageRepository(pool);
  const url = api.url.replace('[::1]', '127.0.0.1');
  const counts = new Map<string, number>();
  const get: PublicWorld['get'] = async (path, headers = {}) => {
    const began = performance.now();
    const response = await fetch(url + path, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    const body = await response.text();
    return { response, body, ms: performance.now() - began };
  };
  const shows: PublicWorld['shows'] = async (words) => {
    if (!(await waitUntil(async () => (await get('/status')).body.includes(words), PATIENCE_MS)))
      throw new Error(`the page does not show ${words}`);
  };
  return {
    url,
    publicUrl,
    pool,
    handbook,
    get,
    shows,
    incident: async ({ visibility = 'INTERNAL' } = {}) => await insertIncident(pool, visibility),
    tells: async (incidentKey, given = {}) => {
      const number = (counts.get(incidentKey) ?? 0) + 1;
      counts.set(incidentKey, number);
      await page.publish({ ...defaults(incidentKey, number), ...given });
    },
    close: async () => {
      await api.stop();
      await pool.end();
    },
  };
}

const defaults = (incidentKey: string, number: number): PublishRequest => ({
  post: `${incidentKey}/post/${number}`,
  incidentKey,
  phase: 'INVESTIGATING',
  impact: 'MAJOR',
  title: 'Problem with Payments',
  text: 'We are looking into a problem with Payments.',
  components: [{ id: 'payments', name: 'Payments' }],
  startedAt: BEGAN,
  at: BEGAN + number * 10 * MINUTE,
});

async function insertIncident(pool: pg.Pool, visibility: string): Promise<string> {
  const { rows } = await pool.query<{ key: string }>(
    `WITH number AS (SELECT nextval('incident_number') AS n)
     INSERT INTO incidents (key, number, title, service, severity, urgency, status, visibility, handbook_version_id, detected_at)
     SELECT 'INC-' || n, n, '<script>alert(1)</script> secret-title', 'payments', 'SEV1', 'HIGH', 'TRIAGE', $1,
            (SELECT max(id) FROM handbook_versions), to_timestamp($2::double precision / 1000) FROM number RETURNING key`,
    [visibility, BEGAN],
  );
  return rows[0]?.key ?? '';
}

/** Ten thousand posts of two thousand five hundred incidents that are over, as two years would leave them. */
export async function tenThousandPosts(pool: pg.Pool): Promise<void> {
  await pool.query(
    `INSERT INTO incidents (key, number, title, service, severity, urgency, status, handbook_version_id, detected_at)
     SELECT 'INC-' || n, n, 'old', 'payments', 'SEV2', 'HIGH', 'CLOSED', (SELECT max(id) FROM handbook_versions), to_timestamp(n)
     FROM generate_series(500001, 502500) AS n`,
  );
  await pool.query(
    `INSERT INTO status_posts (id, incident_key, number, phase, impact, title, body, components, started_at, published_at, is_latest)
     SELECT 'INC-' || n || '/post/' || p, 'INC-' || n, p, (ARRAY['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED'])[p], 'MAJOR',
            'Problem with Payments', repeat('All of it is told at length. ', 20), '[{"id":"payments","name":"Payments"}]',
            to_timestamp(n), to_timestamp(n + p * 60), p = 4
     FROM generate_series(500001, 502500) AS n, generate_series(1, 4) AS p`,
  );
  await pool.query('ANALYZE status_posts');
}
