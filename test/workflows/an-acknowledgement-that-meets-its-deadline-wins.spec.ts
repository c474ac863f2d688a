import { story } from '../support/story.js';

story('[I6] an acknowledgement that shares a workflow task with its deadline wins: the next step is not paged', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  await it.passes('14 minutes');
  const { ladder } = await it.state();
  await it.world.stopWorkers();
  await it.time.skip((ladder?.dueAt ?? 0) - (await it.time.now()) + 20);
  await it.signals('ada', { kind: 'acknowledge' });
  await it.world.startWorker();
  await it.time.untilQuiet();
  expect(await it.counts('Acknowledged')).toBe(1);
  expect(await it.counts('LadderMoved')).toBe(1);
  it.expectNoPage();
});

story('[I6] of two acknowledgements that share a workflow task with the deadline, the one that was issued first has it', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  const { ladder } = await it.state();
  await it.world.stopWorkers();
  await it.time.skip((ladder?.dueAt ?? 0) - (await it.time.now()) + 20);
  await it.signals('chloe', { kind: 'acknowledge' }, { issuedAt: 2 });
  await it.signals('ben', { kind: 'acknowledge' }, { issuedAt: 1 });
  await it.world.startWorker();
  await it.time.untilQuiet();
  expect((await it.state()).holder?.person).toBe('ben');
  expect(await it.counts('Acknowledged')).toBe(1);
  expect(await it.counts('LadderMoved')).toBe(1);
  it.expectNoPage();
});
