import { story } from '../support/story.js';

story('an alert that fires again within the reopen window pages from step 1; after it, the incident is closed', async (it) => {
  await it.receives();
  await it.passes('16 minutes');
  it.expectPaged('ada', 'ben');
  await it.does('ben', { kind: 'acknowledge' });
  await it.hears({ firing: 0 });
  it.expectPaged('ben').over('email').because('all its alerts are resolved');
  await it.does('ben', { kind: 'resolve' });
  await it.passes('29 minutes');
  expect(await it.hears({ firing: 1, firings: 2 })).toBe('DELIVERED');
  it.expectPaged('ada').because('step 1 of 4');
  await it.does('ada', { kind: 'resolve', confirm: true });
  await it.passes('31 minutes');
  expect(await it.result()).toMatchObject({ status: 'CLOSED' });
  const { rows } = await it.world.pool.query('SELECT closed_at FROM incidents WHERE key = $1', [it.key]);
  expect(rows[0]?.closed_at).not.toBeNull();
});
