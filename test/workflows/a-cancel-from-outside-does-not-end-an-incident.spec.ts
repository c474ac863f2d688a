import { story } from '../support/story.js';

story('a cancel in the Temporal UI is noted on the timeline, and the ladder goes on', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  await it.world.client.workflow.getHandle(it.key).cancel();
  await it.time.untilQuiet();
  expect(await it.counts('CancellationIgnored')).toBe(1);
  await it.passes('15 minutes');
  it.expectPaged('ben');
  expect(await it.does('ben', { kind: 'acknowledge' })).toMatchObject({ outcome: 'APPLIED' });
});
