import { SECOND_MS } from '../../../domain/instant.js';
import { createOutbound } from '../../../services/integrations/http/outbound-guard.js';
import type { WatchdogService } from '../../../services/orchestration/watchdog.service.js';
import { startWatchdogLoop } from '../../../services/orchestration/watchdog-loop.js';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/receivers.js';
import { type StoryWorld, storyWorld } from '../../support/story-world.js';
import { begin, watchdog } from './watchdog-world.js';

let world: StoryWorld;
let outside: WebhookReceiver;
beforeAll(async () => {
  world = await storyWorld();
  outside = await startWebhookReceiver();
});
afterAll(async () => {
  await outside.close();
  await world.close();
});

/** One pass of the loop, from its start to its stop. */
async function onePass(service: Pick<WatchdogService, 'pass'>): Promise<number> {
  const before = outside.received.length;
  const post = createOutbound({ policy: { alsoAllow: ['loopback'] }, timeoutMs: 5_000 });
  await startWatchdogLoop({ watchdog: service, heartbeat: { url: `${outside.url}/heartbeat`, post }, warn: () => undefined }).stop();
  return outside.received.length - before;
}

it('[I16] a clean pass pings the outside heartbeat', async () => {
  expect(await onePass(watchdog(world, 0))).toBe(1);
  expect(outside.received.at(-1)).toMatchObject({ method: 'POST', path: '/heartbeat' });
});

it('[I16] a pass that resumed everything it missed is clean', async () => {
  await world.insertIncident('SEV1');
  expect(await onePass(watchdog(world, 20 * SECOND_MS))).toBe(1);
});

it('[I16] a pass that had to tell somebody does not ping', async () => {
  await begin(world);
  expect(await onePass(watchdog(world, 40 * SECOND_MS))).toBe(0);
});

it('[I16] a pass that another process makes, or that fails, does not ping', async () => {
  expect(await onePass({ pass: () => Promise.resolve(null) })).toBe(0);
  expect(await onePass({ pass: () => Promise.reject(new Error('the database is away')) })).toBe(0);
});
