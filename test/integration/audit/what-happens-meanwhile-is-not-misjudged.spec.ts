import { StoryIncident } from '../../support/story-incidents.js';
import { closedIncident, closes, untilArchived } from './archive-world.js';
import { interrupted, replayer, replayProcess, type ShortRunsWorld, shortRunsWorld } from './replay-world.js';

let world: ShortRunsWorld;
const process = replayProcess();
beforeAll(async () => {
  world = await shortRunsWorld();
});
afterAll(async () => {
  process.close();
  await world.stop();
});

/** Replays it; `happens` once the archive was looked at. */
const replayedWhile = async (key: string, happens: () => Promise<unknown>) =>
  await replayer({ ...world, pool: interrupted(world.pool, happens) }, process).replay(key);

it('[I8] a run that is archived while its incident is replayed is not missed', async () => {
  const { key } = await closedIncident(world);
  const report = await replayedWhile(key, async () => await untilArchived(world, key, 1));
  expect(report).toMatchObject({ match: true, mismatches: [], runs: [{ workflowId: key }] });
});

it('[I8] an incident that closes while it is replayed is judged by what was recorded before', async () => {
  const incident = await new StoryIncident(world).receives();
  await incident.does('ada', { kind: 'acknowledge' });
  const report = await replayedWhile(incident.key, async () => await closes(incident));
  expect(report).toMatchObject({ match: true, mismatches: [], runs: [{ isLive: true }] });
});

it('[I8] an incident that goes on in another run while it is replayed is replayed in both', async () => {
  const incident = await new StoryIncident(world).receives();
  await incident.does('ada', { kind: 'acknowledge' });
  const report = await replayedWhile(incident.key, async () => {
    for (let n = 0; n < 14; n += 1) await incident.does('ada', { kind: 'addNote', text: `note ${n}` });
  });
  expect(report).toMatchObject({ match: true, mismatches: [] });
  expect(report?.runs.length).toBeGreaterThan(1);
});

it('[I9] a run that the ledger has twice is replayed once', async () => {
  const { key } = await closedIncident(world);
  const [run] = await untilArchived(world, key, 1);
  await world.pool.query(`INSERT INTO workflow_runs (workflow_id, run_id, incident_key) VALUES ($1, $2, $3)`, [
    `${key}/copy`,
    run?.runId,
    key,
  ]);
  const report = await replayer(world, process).replay(key);
  expect(report?.runs).toHaveLength(1);
  expect(report).toMatchObject({ match: true, mismatches: [] });
});
