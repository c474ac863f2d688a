import { storyBundle } from '../../support/story-bundle.js';
import { StoryIncident } from '../../support/story-incidents.js';
import { type StoryWorld, storyWorld } from '../../support/story-world.js';
import { closedIncident, closes, exporter, untilArchived } from './archive-world.js';
import { otherBuild, replayer, replayProcess } from './replay-world.js';

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

/** Its first run is terminated before any worker has it; a worker has the second one. */
async function resumedIncident(): Promise<StoryIncident> {
  await world.stopWorkers();
  const incident = new StoryIncident(world);
  await incident.isAccepted(() => undefined);
  await world.client.workflow.getHandle(incident.key).terminate('too early');
  const start = await world.openings.find(incident.key);
  if (start === null) throw new Error('the incident is lost');
  await world.starter.resume(start);
  await world.startWorker();
  return incident;
}

it('[I8] beside a run that no worker ever had, the others ran on the build that ran them, and the report says so', async () => {
  const incident = await resumedIncident();
  await incident.time.untilQuiet();
  await incident.does('ada', { kind: 'acknowledge' });
  await closes(incident);
  await untilArchived(world, incident.key, 2);
  const { buildId } = await storyBundle();
  const report = await replayer(world, process, await otherBuild('index.mjs')).replay(incident.key);
  expect(report).toMatchObject({ match: true, ranOn: 'RECORDED', buildId });
  expect(report?.runs.map(({ builds }) => builds)).toEqual([[], [buildId]]);
});

it('[I8] where no run was executed nothing ran on the recorded build', async () => {
  const { key } = await closedIncident(world);
  await untilArchived(world, key, 1);
  await world.pool.query(`UPDATE history_archive SET history = '' WHERE incident_key = $1`, [key]);
  expect(await replayer(world, process).replay(key)).toMatchObject({ match: false, ranOn: 'TODAY' });
});

const neverRun = async (): Promise<string> => {
  const key = await world.insertIncident('SEV2');
  await world.pool.query(
    `UPDATE incidents SET status = 'CLOSED', detected_at = to_timestamp(0), closed_at = to_timestamp(1) WHERE key = $1`,
    [key],
  );
  return key;
};

it('[I8] a closed incident of which Temporal never had a run is said to lack it', async () => {
  const key = await neverRun();
  await exporter(world).pass();
  expect(await replayer(world, process).replay(key)).toMatchObject({
    match: false,
    ranOn: 'TODAY',
    mismatches: [{ what: 'RUN', workflowId: key, runId: 'unknown' }],
  });
});

it('[I9] a run in the ledger that can be none of Temporal’s is named', async () => {
  const { key } = await closedIncident(world);
  await untilArchived(world, key, 1);
  await world.pool.query(`INSERT INTO workflow_runs (workflow_id, run_id, incident_key) VALUES ($1, 'x; --', $1)`, [key]);
  expect(await replayer(world, process).replay(key)).toMatchObject({
    match: false,
    ranOn: 'RECORDED',
    mismatches: [{ what: 'RUN', workflowId: key, runId: 'x; --' }],
  });
});
