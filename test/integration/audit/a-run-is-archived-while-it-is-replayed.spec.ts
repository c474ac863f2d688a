import pg from 'pg';
import { type StoryWorld, storyWorld } from '../../support/story-world.js';
import { closedIncident, untilArchived } from './archive-world.js';
import { replayer, replayProcess } from './replay-world.js';

let world: StoryWorld;
const process = replayProcess();
beforeAll(async () => {
  world = await storyWorld();
  await world.startWorker();
});
afterAll(async () => {
  process.close();
  await world.close();
});

/** A pool in which something happens once, as soon as the archive was looked at for the first time. */
function interrupted(pool: pg.Pool, happens: () => Promise<unknown>): pg.Pool {
  let isDue = true;
  const query = async (asked: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> => {
    const found = await pool.query(asked, values);
    if (isDue && JSON.stringify(asked).includes('history_archive')) {
      isDue = false;
      await happens();
    }
    return found;
  };
  return new Proxy(pool, { get: (target, name) => (name === 'query' ? query : (Reflect.get(target, name) as unknown)) });
}

it('[I8] a run that is archived between two looks at the archive is not missed', async () => {
  const { key } = await closedIncident(world);
  const pool = interrupted(world.pool, async () => await untilArchived(world, key, 1));
  expect(await replayer({ ...world, pool }, process).replay(key)).toMatchObject({
    match: true,
    mismatches: [],
    runs: [{ workflowId: key }],
  });
});
