import { story } from '../support/story.js';

story('[I3] while the database is silent a page goes out, an acknowledgement answers DECIDED, and the record follows', async (it) => {
  it.world.road.block();
  const began = performance.now();
  await it.isAccepted(() => undefined);
  await it.untilSent(1);
  expect(performance.now() - began).toBeLessThan(10_000);
  it.expectPaged('ada').over('ntfy');
  const asked = performance.now();
  expect(await it.asks('ada', { kind: 'acknowledge' })).toMatchObject({ outcome: 'DECIDED', holder: 'ada' });
  expect(performance.now() - asked).toBeLessThan(3_000);
  it.world.road.mend();
  await it.time.untilQuiet();
  expect(await it.counts('Acknowledged')).toBe(1);
  await it.passes('20 minutes');
  it.expectNoPage();
});
