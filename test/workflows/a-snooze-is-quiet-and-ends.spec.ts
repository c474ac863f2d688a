import { story } from '../support/story.js';

story('a snooze is quiet for as long as it says, then pages the step that stood', async (it) => {
  await it.receives();
  await it.passes('16 minutes');
  it.expectPaged('ada', 'ben');
  expect(await it.does('ben', { kind: 'snooze', minutes: 60 })).toMatchObject({ outcome: 'APPLIED' });
  await it.passes('59 minutes');
  it.expectNoPage();
  await it.passes('1 minute');
  it.expectPaged('ben').because('step 2 of 4');
});
