import { archivedRunsOf } from '../../../services/persistence/history-archive.repository.js';
import { storyBundle } from '../../support/story-bundle.js';
import { StoryIncident } from '../../support/story-incidents.js';
import { closedIncident, closes, untilArchived } from './archive-world.js';
import { otherBuild, replayer, replayProcess, type ShortRunsWorld, shortRunsWorld } from './replay-world.js';

let world: ShortRunsWorld;
const process = replayProcess();
beforeAll(async () => {
  world = await shortRunsWorld();
});
afterAll(async () => {
  process.close();
  await world.stop();
});

const replay = async (key: string, on?: 'TODAY') => {
  const report = await replayer(world, process).replay(key, on);
  if (report === null) throw new Error(`${key} is not there`);
  return report;
};

it('[I8] a closed incident does again exactly what it did, on the build that ran it', async () => {
  const { key } = await closedIncident(world);
  const [run] = await untilArchived(world, key, 1);
  const report = await replay(key);
  const { buildId } = await storyBundle();
  expect(report).toMatchObject({ incidentKey: key, match: true, ranOn: 'RECORDED', buildId, events: run?.events, mismatches: [] });
  expect(report.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await replay(key)).toMatchObject({ digest: report.digest });
});

it('[I8] an open incident is replayed from Temporal as it stands', async () => {
  const incident = await new StoryIncident(world).receives();
  await incident.does('ada', { kind: 'acknowledge' });
  expect(await archivedRunsOf(world.pool, incident.key)).toEqual([]);
  expect(await replay(incident.key)).toMatchObject({ match: true, runs: [{ isLive: true }], mismatches: [] });
});

it('[I8] a continued, reset, terminated and resumed incident is replayed run by run, and its timeline follows from all of them', async () => {
  const incident = await new StoryIncident(world).receives();
  for (let n = 0; n < 14; n += 1) await incident.does('ada', { kind: 'addNote', text: `note ${n}` });
  await incident.passes('2 minutes');
  await incident.isReset();
  await incident.does('ada', { kind: 'addNote', text: 'after the reset' });
  await world.client.workflow.getHandle(incident.key).terminate('by mistake');
  const start = await world.openings.find(incident.key);
  if (start === null) throw new Error('the incident is lost');
  await world.starter.resume(start);
  await incident.time.untilQuiet();
  await closes(incident);
  const runs = await untilArchived(world, incident.key, 5);
  expect(runs.map((run) => run.status)).toEqual(expect.arrayContaining(['CONTINUED_AS_NEW', 'TERMINATED', 'COMPLETED']));
  const report = await replay(incident.key);
  expect(report.mismatches).toEqual([]);
  expect(report).toMatchObject({ match: true, ranOn: 'RECORDED' });
  expect(report.runs).toHaveLength(runs.length);
});

it('[I8] a storm, one incident with ten thousand alerts, is replayed like any other', async () => {
  const incident = await new StoryIncident(world).receives();
  for (let heard = 1; heard <= 20; heard += 1) await incident.isTold({ firing: heard * 500, total: heard * 500, firings: heard });
  await incident.does('ada', { kind: 'acknowledge' });
  await closes(incident);
  await untilArchived(world, incident.key, 1);
  expect(await replay(incident.key)).toMatchObject({ match: true, ranOn: 'RECORDED', mismatches: [] });
});

it('[I8] closed on build A, then an incompatible build B is deployed: A still matches, and the first event where B differs is named', async () => {
  const { key } = await closedIncident(world);
  await untilArchived(world, key, 1);
  const a = await storyBundle();
  const b = await otherBuild('index.mjs');
  const withB = replayer(world, process, b);
  expect(await withB.replay(key)).toMatchObject({ match: true, ranOn: 'RECORDED', buildId: a.buildId });
  const onB = await withB.replay(key, 'TODAY');
  const { events } = await world.client.workflow.getHandle(key).fetchHistory();
  const first = events?.find((event) => event.timerStartedEventAttributes);
  expect(onB).toMatchObject({ match: false, ranOn: 'TODAY', buildId: b.buildId });
  expect(onB?.mismatches[0]).toMatchObject({ what: 'TIMER_DURATION', eventId: Number(first?.eventId) });
  expect(onB?.mismatches[1]).toMatchObject({ what: 'COMMAND' });
});

it('[I8] code that was bundled with another SDK does not run, and the answer says so', async () => {
  const { key } = await closedIncident(world);
  await untilArchived(world, key, 1);
  const today = { ...(await storyBundle()), sdkVersion: '1.99.0' };
  expect(await replayer(world, process, today).replay(key)).toMatchObject({ match: true, ranOn: 'TODAY', buildId: today.buildId });
});

const HASTY_MS = 20_000;

it('a build that never ends is stopped, and the next replay is not harmed', async () => {
  const { key } = await closedIncident(world);
  await untilArchived(world, key, 1);
  const hasty = replayProcess(HASTY_MS);
  const endless = await otherBuild('endless.mjs');
  const report = await replayer(world, hasty, endless).replay(key, 'TODAY');
  expect(report).toMatchObject({ match: false, mismatches: [{ what: 'REPLAY', detail: expect.stringContaining(`${HASTY_MS} ms`) }] });
  expect(await replayer(world, hasty).replay(key)).toMatchObject({ match: true });
  hasty.close();
});

it('what is no incident is none', async () => {
  expect(await replayer(world, process).replay('INC-999999')).toBeNull();
});
