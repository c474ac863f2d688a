import { alert, story } from '../support/story.js';

story('an acknowledgement after the resolution, and after the close, answers ALREADY and changes nothing', async (it) => {
  await it.receives(alert({ proposes: 'SEV1' }));
  it.expectPaged('ada');
  await it.does('ada', { kind: 'acknowledge' });
  expect(await it.does('ada', { kind: 'resolve', confirm: true })).toMatchObject({ outcome: 'APPLIED', status: 'RESOLVED' });
  const resolved = await it.record();
  expect(await it.does('ben', { kind: 'acknowledge' })).toMatchObject({ outcome: 'ALREADY', holder: 'ada', status: 'RESOLVED' });
  expect(await it.record()).toEqual(resolved);
  await it.passes('31 minutes');
  expect(await it.result()).toMatchObject({ status: 'CLOSED' });
  const closed = await it.record();
  expect(await it.asks('ben', { kind: 'acknowledge' })).toMatchObject({ outcome: 'ALREADY', holder: 'ada', status: 'CLOSED' });
  expect(await it.record()).toEqual(closed);
});
