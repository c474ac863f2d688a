import pg from 'pg';
import type { PublishRequest } from '../../../activities/ports/status-page.port.js';
import { StatusPageRepository } from '../../../services/communications/status-page.repository.js';
import { sampleHandbook } from '../../support/sample-handbook.js';
import { SampleHandbooks } from '../../support/sample-handbooks.js';
import { testServers } from '../../support/servers.js';

let pool: pg.Pool;
let page: StatusPageRepository;
beforeAll(async () => {
  pool = new pg.Pool({ connectionString: (await testServers()).databaseUrl, max: 10 });
  await new SampleHandbooks(sampleHandbook).apply(pool);
  page = new StatusPageRepository(pool);
});
afterAll(() => pool.end());

async function incident(number: number, over: { readonly visibility?: string; readonly test?: boolean } = {}): Promise<string> {
  await pool.query(
    `INSERT INTO incidents (key, number, title, service, severity, urgency, status, visibility, test, handbook_version_id, detected_at)
     SELECT 'INC-' || $1::int, $1::int, 'hostile', 'payments', 'SEV1', 'HIGH', 'TRIAGE', $2, $3, max(id), to_timestamp(0) FROM handbook_versions`,
    [number, over.visibility ?? 'INTERNAL', over.test ?? false],
  );
  return `INC-${number}`;
}

const post = (incidentKey: string, number: number, over: Partial<PublishRequest> = {}): PublishRequest => ({
  post: `${incidentKey}/post/${number}`,
  incidentKey,
  phase: 'INVESTIGATING',
  impact: 'MAJOR',
  title: 'Problem with Card payments',
  text: 'We are looking into it.',
  components: [{ id: 'payments', name: 'Card payments' }],
  startedAt: 1_000,
  at: 2_000 + number,
  ...over,
});

const rows = async (key: string): Promise<readonly { readonly id: string; readonly is_latest: boolean; readonly body: string }[]> =>
  (await pool.query('SELECT id, is_latest, body FROM status_posts WHERE incident_key = $1 ORDER BY number', [key])).rows;

it('[I3] the same post, asked for many times at once, stands once and as it was', async () => {
  const key = await incident(9_001);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => page.publish(post(key, 1, { text: `attempt ${i}` }))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['PUBLISHED']));
  const [first, ...others] = await rows(key);
  expect(others).toEqual([]);
  await page.publish(post(key, 1, { text: 'again' }));
  expect(await rows(key)).toEqual([first]);
});

it('the newest post is the one that counts, in whatever order they arrive', async () => {
  const key = await incident(9_002);
  for (const number of [2, 1, 3]) await page.publish(post(key, number));
  expect((await rows(key)).map(({ is_latest }) => is_latest)).toEqual([false, false, true]);
});

it.each([
  ['a restricted incident', 9_003, { visibility: 'RESTRICTED' }],
  ['a test', 9_004, { test: true }],
] as const)('[I10] %s is refused by the page itself, whoever asks', async (_, number, over) => {
  const key = await incident(number, over);
  expect(await page.publish(post(key, 1))).toMatchObject({ status: 'REFUSED', code: 'RESTRICTED_INCIDENT' });
  expect(await rows(key)).toEqual([]);
});
