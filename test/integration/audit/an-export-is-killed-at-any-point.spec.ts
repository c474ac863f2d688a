import pg from 'pg';
import type { ExportPass } from '../../../services/orchestration/history-exporter.js';
import { archivedRunsOf } from '../../../services/persistence/history-archive.repository.js';
import { verifyArchive } from '../../../services/persistence/verify-archive.js';
import { type StoryWorld, storyWorld } from '../../support/story-world.js';
import { closedIncident, exporter } from './archive-world.js';
import { mortalRoad } from './mortal-road.js';

let world: StoryWorld;
beforeAll(async () => {
  world = await storyWorld();
  await world.startWorker();
});
afterAll(() => world.close());

const forgetArchive = (): Promise<unknown> =>
  world.pool.query('DELETE FROM history_archive; UPDATE workflow_runs SET archived_at = NULL, next_check_at = NULL, checks = 0');

/** PostgreSQL takes a moment to see that the process before is dead, and holds its lock until then. */
async function nextPass(): Promise<ExportPass> {
  for (;;) {
    const pass = await exporter(world, { aheadMs: 3_600_000 }).pass();
    if (pass !== null) return pass;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it('wherever the exporting process is killed, the next one exports what is left, each run exactly once', async () => {
  const [first, second] = [await closedIncident(world), await closedIncident(world)];
  for (const when of ['BEFORE', 'AFTER'] as const) {
    for (let at = 1; ; at += 1) {
      await forgetArchive();
      const road = await mortalRoad(world.databaseUrl, at, when);
      const pool = new pg.Pool({ connectionString: road.databaseUrl, max: 4 });
      pool.on('error', () => undefined);
      const dying = await exporter(world, { pool })
        .pass()
        .catch(() => null);
      const hasDied = road.hasDied();
      await pool.end();
      await road.close();
      expect(hasDied || dying?.archived === 2).toBe(true);
      const after = await verifyArchive(world.pool);
      expect(after.broken).toBeNull();
      expect(await nextPass()).toMatchObject({ archived: 2 - after.runs, waiting: 0, lost: 0 });
      for (const { key } of [first, second]) expect(await archivedRunsOf(world.pool, key)).toHaveLength(1);
      expect(await verifyArchive(world.pool)).toMatchObject({ runs: 2, broken: null });
      if (!hasDied) break;
      expect(at).toBeLessThan(200);
    }
  }
});

it('two processes that export at once archive each run once, in one chain', async () => {
  await forgetArchive();
  const more = await Promise.all([1, 2, 3].map(() => closedIncident(world)));
  const own = (): pg.Pool => new pg.Pool({ connectionString: world.databaseUrl, max: 4 });
  const pools = [own(), own()];
  const exporters = pools.map((pool) => exporter(world, { pool, aheadMs: 3_600_000 }));
  const passes = await Promise.all([1, 2, 3].flatMap(() => exporters.map((one) => one.pass())));
  expect(passes.some((pass) => pass === null)).toBe(true);
  expect(passes.reduce((sum, pass) => sum + (pass?.archived ?? 0), 0)).toBe(5);
  for (const { key } of more) expect(await archivedRunsOf(world.pool, key)).toHaveLength(1);
  expect(await verifyArchive(world.pool)).toMatchObject({ runs: 5, broken: null });
  await Promise.all(pools.map((pool) => pool.end()));
});

it.each([
  [
    'HISTORY',
    'a history changed in one byte',
    `UPDATE history_archive SET history = set_byte(history, length(history) / 2, get_byte(history, length(history) / 2) # 1) WHERE number = 2`,
    2,
  ],
  ['GAP', 'a row removed', 'DELETE FROM history_archive WHERE number = 3', 3],
  ['CHAIN', 'a row that names another build', `UPDATE history_archive SET build_id = 'another' WHERE number = 1`, 1],
  ['TAIL', 'the last row cut off', 'DELETE FROM history_archive WHERE number = 5', 5],
] as const)('[I9] %s: %s is found, with its number', async (what, _how, sql, number) => {
  await forgetArchive();
  await nextPass();
  await world.pool.query(sql);
  expect((await verifyArchive(world.pool)).broken).toMatchObject({ what, number });
});
