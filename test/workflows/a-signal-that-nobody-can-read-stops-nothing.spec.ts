import { SIGNALS } from '../../workflows/contracts/incident.contract.js';
import { story } from '../support/story.js';

story('[I12] a signal that somebody sent empty, or in another form, from the Temporal UI stops nothing', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  const handle = it.world.client.workflow.getHandle(it.key);
  for (const said of [undefined, null, 'acknowledge', { by: 'ada', command: { kind: 'acknowledge' } }]) {
    await handle.signal<[unknown]>(SIGNALS.submitCommand, said);
    await handle.signal<[unknown]>(SIGNALS.alertsReceived, said);
  }
  await handle.signal(SIGNALS.submitCommand);
  await it.passes('15 minutes');
  it.expectPaged('ben');
  expect(await it.does('ben', { kind: 'acknowledge' })).toMatchObject({ outcome: 'APPLIED', holder: 'ben' });
});
