import { story } from '../support/story.js';

story('a reset to the beginning is fenced off: the incident goes on from its record, and nothing happens twice', async (it) => {
  await it.receives();
  await it.passes('16 minutes');
  it.expectPaged('ada', 'ben');
  await it.does('ben', { kind: 'addNote', text: 'before the reset' });
  const before = await it.state();
  await it.isReset();
  await it.does('ben', { kind: 'addNote', text: 'after the reset' });
  const after = await it.state();
  expect(after).toMatchObject({ ladder: before.ladder, generation: before.generation, pages: before.pages });
  it.expectNoPage();
  expect(await it.counts('Opened')).toBe(1);
  expect(await it.counts('NoteAdded')).toBe(2);
  await it.reaches(before.ladder?.dueAt ?? 0);
  it.expectPaged('engineering-lead').because('step 3 of 4');
});
