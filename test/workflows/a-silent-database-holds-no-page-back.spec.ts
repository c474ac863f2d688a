import { story } from '../support/story.js';

story('[I3] while the database is silent a page goes out, an acknowledgement answers DECIDED, and the record follows', async (it) => {
  it.world.road.block();
  await it.isAccepted(() => undefined);
  await it.untilSent(1);
  it.expectPaged('ada').over('ntfy');
  expect(await it.asks('ada', { kind: 'acknowledge' })).toMatchObject({ outcome: 'DECIDED', holder: 'ada' });
  it.world.road.mend();
  await it.time.untilQuiet();
  expect(await it.counts('Acknowledged')).toBe(1);
  await it.passes('20 minutes');
  it.expectNoPage();
});
