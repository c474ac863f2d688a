import { story } from '../support/story.js';

story('[I2] a terminated workflow is resumed from the record at the same step, and nobody is paged twice', async (it) => {
  await it.receives();
  await it.passes('16 minutes');
  it.expectPaged('ada', 'ben');
  const before = await it.state();
  await it.world.client.workflow.getHandle(it.key).terminate('by mistake');
  const start = await it.world.openings.find(it.key);
  if (start === null) throw new Error('the incident is lost');
  await it.world.starter.resume(start);
  await it.time.untilQuiet();
  const after = await it.state();
  expect(after).toEqual(before);
  it.expectNoPage();
  await it.reaches(before.ladder?.dueAt ?? 0);
  it.expectPaged('engineering-lead').because('step 3 of 4');
  expect(await it.does('engineering-lead', { kind: 'acknowledge' })).toMatchObject({ outcome: 'APPLIED', holder: 'engineering-lead' });
});
