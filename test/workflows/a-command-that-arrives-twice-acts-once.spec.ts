import { randomUUID } from 'node:crypto';
import { story } from '../support/story.js';

story('a command that arrives by update and by signal, in either order and often, acts once', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  const [first, second] = [randomUUID(), randomUUID()];
  await it.signals('ada', { kind: 'addNote', text: 'by signal first' }, { commandId: first });
  expect(await it.does('ada', { kind: 'addNote', text: 'by signal first' }, first)).toMatchObject({ outcome: 'APPLIED' });
  expect(await it.does('ada', { kind: 'addNote', text: 'by update first' }, second)).toMatchObject({ outcome: 'APPLIED' });
  await it.signals('ada', { kind: 'addNote', text: 'by update first' }, { commandId: second });
  await it.signals('ada', { kind: 'addNote', text: 'by update first' }, { commandId: second });
  await it.time.untilQuiet();
  expect(await it.does('ada', { kind: 'addNote', text: 'by update first' }, second)).toMatchObject({ outcome: 'APPLIED' });
  expect(await it.counts('NoteAdded')).toBe(2);
});
