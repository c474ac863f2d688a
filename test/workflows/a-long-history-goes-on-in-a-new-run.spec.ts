import { story } from '../support/story.js';
import { ownTemporal } from '../support/story-temporal.js';

story(
  'in mid-ladder a long history goes on in a new run, with every deadline, answer and holder, and nothing twice',
  async (it) => {
    await it.receives();
    it.expectPaged('ada');
    const first = (await it.world.client.workflow.getHandle(it.key).describe()).runId;
    const commandId = 'before-the-new-run';
    expect(await it.does('ada', { kind: 'addNote', text: 'a note' }, commandId)).toMatchObject({ outcome: 'APPLIED' });
    const { ladder } = await it.state();
    for (let note = 0; note < 8; note += 1) await it.does('ada', { kind: 'addNote', text: `note ${note}` });
    await it.passes('2 minutes');
    const later = await it.world.client.workflow.getHandle(it.key).describe();
    expect(later.runId).not.toBe(first);
    expect((await it.state()).ladder).toEqual(ladder);
    expect(await it.does('ada', { kind: 'addNote', text: 'a note' }, commandId)).toMatchObject({ outcome: 'APPLIED' });
    expect(await it.counts('NoteAdded')).toBe(9);
    await it.reaches(ladder?.dueAt ?? 0);
    it.expectPaged('ben').because('step 2 of 4');
    expect(await it.does('ben', { kind: 'acknowledge' })).toMatchObject({ outcome: 'APPLIED', holder: 'ben' });
  },
  { temporal: () => ownTemporal('limit.historyCount.suggestContinueAsNew=60') },
);
