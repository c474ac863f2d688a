import { learningHandbook } from '../support/learning-handbook.js';
import { story } from '../support/story.js';
import { followUp, isHandedOver, isResolvedByAda } from '../support/story-learning.js';
import { ownTemporal } from '../support/story-temporal.js';

story(
  'what is learnt goes on in a new run when its history is long, with every due date and answer, and nothing twice',
  async (it) => {
    await isResolvedByAda(it, 'SEV1', followUp);
    await isHandedOver(it);
    const run = async (): Promise<string> => (await it.world.client.workflow.getHandle(it.workflowId).describe()).runId;
    const first = await run();
    const commandId = 'before-the-new-run';
    await it.does('ada', { kind: 'addNote', text: 'a note' }, commandId);
    const before = (await it.state()).postIncident;
    for (let note = 0; note < 8; note += 1) await it.does('ada', { kind: 'addNote', text: `note ${note}` });
    await it.passes('2 minutes');
    expect(await run()).not.toBe(first);
    expect((await it.state()).postIncident).toEqual(before);
    expect(await it.does('ada', { kind: 'addNote', text: 'a note' }, commandId)).toMatchObject({ outcome: 'APPLIED' });
    expect(await it.counts('NoteAdded')).toBe(9);
    await it.reaches(before?.followUps[0]?.dueAt ?? 0);
    expect(it.reminders.filter((one) => one.includes('follow-up'))).toEqual(['ben before-2d follow-up/1', 'ben due follow-up/1']);
  },
  { handbook: learningHandbook, temporal: () => ownTemporal('limit.historyCount.suggestContinueAsNew=60') },
);
