import { alert, story } from '../support/story.js';

story('[G1.2] an unacknowledged Sev1 pages primary, secondary, lead and CTO in turn, then the catch-all every half hour', async (it) => {
  await it.receives(alert({ proposes: 'SEV1' }));
  it.expectPaged('ada').because('step 1 of 4').over('ntfy');
  await it.passes('14 minutes');
  it.expectNoPage();
  await it.passes('1 minute');
  it.expectPaged('ben').because('step 2 of 4');
  await it.passes('15 minutes');
  it.expectPaged('engineering-lead').because('step 3 of 4');
  await it.passes('30 minutes');
  it.expectPaged('cto').because('step 4 of 4');
  await it.passes('1 hour');
  it.expectPaged('support-manager', 'operations-manager').because('catch-all');
  await it.passes('30 minutes');
  it.expectPaged('support-manager', 'operations-manager').because('catch-all');
});
