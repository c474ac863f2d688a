import { numberOf } from '../../../services/orchestration/replay-payloads.js';
import { type StoryWorld, storyWorld } from '../../support/story-world.js';
import { closedIncident, untilArchived } from './archive-world.js';
import { editText, forge, named, replayer, replayProcess, theRun } from './replay-world.js';

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

const closed = async (): Promise<string> => {
  const { key } = await closedIncident(world);
  await untilArchived(world, key, 1);
  return key;
};

const findings = async (key: string) => (await replayer(world, process).replay(key))?.mismatches ?? [];

it('[I9] a history that was edited in one byte is named by its event, before anything is executed', async () => {
  const key = await closed();
  let edited = 0;
  await forge(
    world,
    key,
    (events) => {
      const event = events.find((one) => one.workflowExecutionSignaledEventAttributes) ?? {};
      edited = numberOf(event.eventId);
      editText(event.workflowExecutionSignaledEventAttributes?.input, '"firing":1', '"firing":2');
    },
    'CARELESS',
  );
  expect((await findings(key))[0]).toMatchObject({ what: 'HISTORY', eventId: edited, runId: (await theRun(world, key)).runId });
});

it('[I9] an archive in which bytes were overwritten is named, whether it can still be read or not', async () => {
  const key = await closed();
  await world.pool.query(
    `UPDATE history_archive SET history = set_byte(history, 400, get_byte(history, 400) # 1) WHERE incident_key = $1`,
    [key],
  );
  expect((await findings(key)).map(({ what }) => what)).toContain('HISTORY');
});

it('[I8] a changed activity input is named, although the archive was made to fit', async () => {
  const key = await closed();
  let edited = 0;
  await forge(world, key, (events) => {
    const event = events.find((one) => one.activityTaskScheduledEventAttributes?.activityType?.name === 'deliverPage') ?? {};
    edited = numberOf(event.eventId);
    editText(event.activityTaskScheduledEventAttributes?.input, '"person":"ada"', '"person":"eve"');
  });
  const found = await findings(key);
  expect(named(found)).toEqual([{ what: 'ACTIVITY_INPUT', eventId: edited, seq: null }]);
  expect(found[0]).toMatchObject({ recorded: '"eve"', replayed: '"ada"', detail: expect.stringContaining('input.0.person') });
});

it('[I8] a changed timer duration is named', async () => {
  const key = await closed();
  let edited = 0;
  await forge(world, key, (events) => {
    const event = events.find((one) => one.timerStartedEventAttributes) ?? {};
    edited = numberOf(event.eventId);
    Object.assign(event.timerStartedEventAttributes ?? {}, { startToFireTimeout: { seconds: 901, nanos: 0 } });
  });
  const found = await findings(key);
  expect(named(found)).toEqual([{ what: 'TIMER_DURATION', eventId: edited, seq: null }]);
  expect(found[0]).toMatchObject({ recorded: '901000', replayed: '900000' });
});

it('[I8] a changed result is named', async () => {
  const key = await closed();
  let edited = 0;
  await forge(world, key, (events) => {
    const event = events.at(-1) ?? {};
    edited = numberOf(event.eventId);
    editText(event.workflowExecutionCompletedEventAttributes?.result, 'CLOSED', 'VANISH');
  });
  const found = await findings(key);
  expect(named(found)).toEqual([{ what: 'RESULT', eventId: edited, seq: null }]);
  expect(found[0]).toMatchObject({ recorded: '"VANISH"', replayed: '"CLOSED"' });
});

it('[I8] a page’s receipt that was changed is named where the workflow passed it on', async () => {
  const key = await closed();
  await forge(world, key, (events) => {
    const page = events.find((one) => one.activityTaskScheduledEventAttributes?.activityType?.name === 'deliverPage');
    const done = events.find(
      ({ activityTaskCompletedEventAttributes: one }) => one && numberOf(one.scheduledEventId) === numberOf(page?.eventId),
    );
    editText(done?.activityTaskCompletedEventAttributes?.result, '"status":"SENT"', '"status":"SEMT"');
  });
  expect((await findings(key)).length).toBeGreaterThan(0);
});

it.each([
  [
    'changed',
    `UPDATE incident_events SET body = jsonb_set(body, '{by,person}', '"eve"') WHERE incident_key = $1 AND type = 'Acknowledged'`,
  ],
  ['removed', `DELETE FROM incident_events WHERE incident_key = $1 AND type = 'Acknowledged'`],
  ['cut off at the end', `DELETE FROM incident_events WHERE incident_key = $1 AND type = 'Closed'`],
] as const)('[I9] a row of the timeline that was %s is named, with the event that decided it', async (_how, sql) => {
  const key = await closed();
  const { rows } = await world.pool.query<{ seq: number; type: string }>('SELECT seq, type FROM incident_events WHERE incident_key = $1', [
    key,
  ]);
  const type = sql.includes('Closed') ? 'Closed' : 'Acknowledged';
  const seq = rows.find((row) => row.type === type)?.seq;
  await world.pool.query(sql, [key]);
  const found = await findings(key);
  expect(found[0]).toMatchObject({ what: 'TIMELINE', seq, runId: (await theRun(world, key)).runId });
  expect(found[0]?.eventId).toBeGreaterThan(0);
});

it('[I9] a run that was taken out of the archive is named', async () => {
  const key = await closed();
  const { runId } = await theRun(world, key);
  await world.pool.query('DELETE FROM history_archive WHERE incident_key = $1', [key]);
  expect((await findings(key))[0]).toMatchObject({ what: 'ARCHIVE', runId });
});

it('[I9] code that is not the code of its build never runs, and is named', async () => {
  const key = await closed();
  await world.pool.query('UPDATE workflow_bundles SET code = set_byte(code, 1000, get_byte(code, 1000) # 1)');
  expect(await replayer(world, process).replay(key)).toMatchObject({ match: false, ranOn: 'TODAY', mismatches: [{ what: 'BUNDLE' }] });
});
