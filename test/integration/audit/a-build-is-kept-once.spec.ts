import pg from 'pg';
import { archiveBundle, archivedBundle } from '../../../services/persistence/workflow-bundles.repository.js';
import { testServers } from '../../support/servers.js';
import { storyBundle } from '../../support/story-bundle.js';

let pool: pg.Pool;
beforeAll(async () => {
  pool = new pg.Pool({ connectionString: (await testServers()).databaseUrl, max: 4 });
});
afterAll(() => pool.end());

it('many workers of one build keep its code once, without whose folder it was built in', async () => {
  const build = await storyBundle();
  await Promise.all([1, 2, 3, 4].map((worker) => archiveBundle(pool, build, worker)));
  const { rows } = await pool.query('SELECT build_id FROM workflow_bundles');
  expect(rows).toEqual([{ build_id: build.buildId }]);
  const kept = await archivedBundle(pool, build.buildId);
  expect(kept).toMatchObject({ buildId: build.buildId, sdkVersion: build.sdkVersion });
  expect(JSON.stringify(kept)).not.toContain('sourceMappingURL=data');
});

it('[I9] code that is not the code of its build is never given out', async () => {
  const { buildId } = await storyBundle();
  expect(await archivedBundle(pool, 'another')).toBe('NONE');
  await pool.query('UPDATE workflow_bundles SET code = set_byte(code, 1000, get_byte(code, 1000) # 1)');
  expect(await archivedBundle(pool, buildId)).toBe('DAMAGED');
});
