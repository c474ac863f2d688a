import { randomUUID } from 'node:crypto';
import { story } from '../support/story.js';

story('an acknowledgement while no worker runs answers PENDING, and acts once when one returns', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  await it.world.stopWorkers();
  const commandId = randomUUID();
  expect(await it.asksOnce('ada', { kind: 'acknowledge' }, commandId)).toMatchObject({ outcome: 'PENDING', commandId });
  await it.world.startWorker();
  await it.time.untilQuiet();
  expect((await it.state()).holder?.person).toBe('ada');
  expect(await it.asks('ada', { kind: 'acknowledge' }, commandId)).toMatchObject({ outcome: 'APPLIED', holder: 'ada' });
  expect(await it.counts('Acknowledged')).toBe(1);
});
