import { DAY_MS, SECOND_MS } from '../../domain/instant.js';
import { rehydrate } from '../../services/orchestration/rehydrate.js';
import { watchdog } from '../integration/orchestration/watchdog-world.js';
import { learningHandbook } from '../support/learning-handbook.js';
import { story } from '../support/story.js';
import { followUp, isHandedOver, isResolvedByAda } from '../support/story-learning.js';

const NOTHING_MORE = { kind: 'completeFollowUp', followUp: 1 } as const;

story(
  '[I2] weeks later a lost workflow is found in one pass, goes on under its own id, and nobody is reminded twice',
  async (it) => {
    await isResolvedByAda(it, 'SEV1', followUp);
    await isHandedOver(it);
    await it.does('ada', { kind: 'publishPostmortem', revision: 1 });
    await it.passes('13 days');
    expect(it.reminders).toEqual(['ben before-2d follow-up/1']);
    const before = await it.state();
    await it.world.client.workflow.getHandle(it.workflowId).terminate('by mistake');
    const found = await watchdog(it.world, 15 * DAY_MS + 20 * SECOND_MS).pass();
    expect(found).toEqual([expect.objectContaining({ key: it.key, missed: 'REMINDER', health: 'LOST', did: 'RESUMED' })]);
    await it.time.untilQuiet();
    expect(await it.state()).toEqual(before);
    await it.reaches(before.postIncident?.followUps[0]?.dueAt ?? 0);
    expect(it.reminders).toEqual(['ben before-2d follow-up/1', 'ben due follow-up/1']);
    await it.does('ben', NOTHING_MORE);
  },
  { handbook: learningHandbook },
);

story(
  'an incident that is learnt from, and one whose follow-up is open, go on from PostgreSQL after the loss of Temporal',
  async (it) => {
    const other = it.another();
    await isResolvedByAda(it, 'SEV2', followUp);
    await isResolvedByAda(other, 'SEV3', followUp);
    for (const incident of [it, other]) {
      await isHandedOver(incident);
      await incident.world.client.workflow.getHandle(incident.workflowId).terminate('lost');
    }
    const resumed = await rehydrate(it.world);
    expect(resumed).toEqual(expect.arrayContaining([it.key, other.key]));
    for (const incident of [it, other]) await incident.time.untilQuiet();
    expect((await it.state()).status).toBe('POST_INCIDENT');
    expect((await other.state()).status).toBe('CLOSED');
    expect(await other.does('ben', NOTHING_MORE)).toMatchObject({ outcome: 'APPLIED' });
    expect(await other.does('ben', NOTHING_MORE)).toMatchObject({ outcome: 'ALREADY' });
  },
  { handbook: learningHandbook },
);

story(
  'a command brings a lost workflow back by itself',
  async (it) => {
    await isResolvedByAda(it, 'SEV1', followUp);
    await isHandedOver(it);
    await it.world.client.workflow.getHandle(it.workflowId).terminate('by mistake');
    expect(await it.asks('ben', NOTHING_MORE)).toMatchObject({ status: 'POST_INCIDENT' });
    await it.time.untilQuiet();
    expect(await it.counts('FollowUpCompleted')).toBe(1);
  },
  { handbook: learningHandbook },
);
