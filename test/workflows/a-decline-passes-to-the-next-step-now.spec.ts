import { story } from '../support/story.js';

story('[G1.2] who declines is passed over now, and the next window counts from now', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  await it.passes('2 minutes');
  expect(await it.does('ada', { kind: 'decline', step: 0 })).toMatchObject({ outcome: 'APPLIED' });
  it.expectPaged('ben').because('step 2 of 4');
  await it.passes('14 minutes');
  it.expectNoPage();
  await it.passes('1 minute');
  it.expectPaged('engineering-lead');
});
