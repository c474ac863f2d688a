import { learningHandbook } from '../support/learning-handbook.js';
import { story } from '../support/story.js';
import { followUp, isHandedOver, isResolvedByAda } from '../support/story-learning.js';

story(
  '[G2.6] over ninety days a follow-up is reminded of two days before, when due, a day later, then weekly, the lead once; until it is done',
  async (it) => {
    await isResolvedByAda(it, 'SEV1', followUp);
    await isHandedOver(it);
    expect(await it.does('ada', { kind: 'publishPostmortem', revision: 1 })).toMatchObject({ outcome: 'APPLIED', status: 'CLOSED' });
    expect(await it.result().then(() => 'over')).toBe('over');
    await it.passes('60 days');
    expect(it.reminders).toEqual([
      'ben before-2d follow-up/1',
      'ben due follow-up/1',
      'ben late-1d follow-up/1',
      'engineering-lead lead-3d follow-up/1',
      ...[8, 15, 22, 29, 36, 43].map((days) => `ben late-${days}d follow-up/1`),
    ]);
    await it.passes('30 days');
    const before = it.reminders.length;
    expect(before).toBe(14);
    expect(await it.does('ben', { kind: 'completeFollowUp', followUp: 1 })).toMatchObject({ outcome: 'APPLIED', status: 'CLOSED' });
    expect(await it.world.client.workflow.getHandle(it.workflowId).result()).toMatchObject({ status: 'CLOSED' });
    expect(it.reminders).toHaveLength(before);
    expect(await it.counts('Reminded')).toBe(before);
  },
  { handbook: learningHandbook },
);
