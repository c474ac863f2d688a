import { setTimeout as delay } from 'node:timers/promises';
import { QUERIES } from '../../workflows/contracts/incident.contract.js';
import { story } from '../support/story.js';

/** Until the workflow has decided so much, although nothing of it can be recorded. */
const decided = async (it: Parameters<Parameters<typeof story>[1]>[0], type: string, times: number): Promise<void> => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const timeline = await it.world.client.workflow.getHandle(it.key).query<readonly { readonly type: string }[]>(QUERIES.timeline);
    if (timeline.filter((event) => event.type === type).length >= times) return;
    await delay(50);
  }
  throw new Error(`${type} was not decided ${times} times`);
};

story('[I2][I8] who is asked for while others are still looked up: all are found once the database answers, and it replays', async (it) => {
  await it.receives();
  await it.does('ada', { kind: 'acknowledge' });
  it.expectPaged('ada');
  it.world.road.block();
  // Somebody who is known already: nothing that operators see changes, and who answers cannot be looked up yet.
  await it.signals('ada', { kind: 'addResponders', people: ['ada'] });
  await decided(it, 'RespondersAdded', 1);
  // Now it does change, and somebody else is asked for in the same moment.
  await it.signals('ada', { kind: 'escalateNow' });
  await decided(it, 'Escalated', 1);
  it.world.road.mend();
  await it.time.untilQuiet();
  it.expectPaged('ben');
});
