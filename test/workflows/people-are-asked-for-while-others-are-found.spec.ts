import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { waitUntil } from '../../services/embedded/wait.js';
import { QUERIES } from '../../workflows/contracts/incident.contract.js';
import { story } from '../support/story.js';
import type { StoryIncident } from '../support/story-incidents.js';

/** Until the workflow has decided it, although nothing of it can be recorded. */
async function untilDecided({ world, key }: StoryIncident, type: IncidentEvent['type']): Promise<void> {
  const handle = world.client.workflow.getHandle(key);
  const isDecided = async (): Promise<boolean> =>
    (await handle.query<readonly IncidentEvent[]>(QUERIES.timeline)).some((event) => event.type === type);
  expect(await waitUntil(isDecided, 20_000)).toBe(true);
}

story('[I2][I8] who is asked for while others are still looked up: all are found once the database answers, and it replays', async (it) => {
  await it.receives();
  await it.does('ada', { kind: 'acknowledge' });
  it.expectPaged('ada');
  it.world.road.block();
  // Somebody who is known already: nothing that operators see changes, and who answers cannot be looked up yet.
  await it.signals('ada', { kind: 'addResponders', people: ['ada'] });
  await untilDecided(it, 'RespondersAdded');
  // Now it does change, and somebody else is asked for in the same moment.
  await it.signals('ada', { kind: 'escalateNow' });
  await untilDecided(it, 'Escalated');
  it.world.road.mend();
  await it.time.untilQuiet();
  it.expectPaged('ben');
});
