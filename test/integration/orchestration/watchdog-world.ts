import type { Client } from '@temporalio/client';
import type { Activities } from '../../../activities/index.js';
import type { AlertSnapshot } from '../../../domain/alerts/alert.model.js';
import { composeActivities } from '../../../services/apps/compose-activities.js';
import { type Clock, systemClock } from '../../../services/config/clock.js';
import { createCoverLinks } from '../../../services/covers/cover-link.js';
import { waitUntil } from '../../../services/embedded/wait.js';
import { temporalZoneRules } from '../../../services/handbook/zone-rules.temporal.js';
import { createHandoffLinks } from '../../../services/handoffs/handoff-link.js';
import { createAckLinks } from '../../../services/notifications/ack-link.js';
import { PageDeskService } from '../../../services/notifications/page-desk.service.js';
import { PageTexts } from '../../../services/notifications/page-texts.js';
import { SendGate } from '../../../services/notifications/send-gate.js';
import { EmergencyPager } from '../../../services/orchestration/emergency-pager.js';
import { WatchdogService } from '../../../services/orchestration/watchdog.service.js';
import type { StoryWorld } from '../../support/story-world.js';

/** What one alert makes the monitors say. */
export const firing = (revision = 1): AlertSnapshot => ({
  revision,
  firing: 1,
  total: 1,
  proposes: 'SEV1',
  firings: 1,
  lastFiredAt: 0,
  lastResolvedAt: null,
});

const LINKS = { secret: 'a story needs no secret, but the code does', publicUrl: 'http://tocsin.example' } as const;
const links = createAckLinks(LINKS);

export function emergencyPager({ pool, handbooks, ntfy, email }: StoryWorld): EmergencyPager {
  const zones = temporalZoneRules();
  const parts = { gate: new SendGate(pool), texts: new PageTexts(pool), pagers: { ntfy, email }, links, handbooks, clock: systemClock };
  return new EmergencyPager({ desk: new PageDeskService({ ...parts, warn: () => undefined }), handbooks, zones });
}

/** The watchdog of an api process whose clock is ahead by so much, so that deadlines have passed for it. */
export const watchdog = (world: StoryWorld, aheadMs: number, client?: Client): WatchdogService =>
  watchdogBy({ now: () => systemClock.now() + aheadMs }, world, client);

export function watchdogBy(clock: Clock, world: StoryWorld, client: Client = world.client): WatchdogService {
  const { pool, openings, starter } = world;
  return new WatchdogService({ pool, client, openings, starter, pager: emergencyPager(world), clock, warn: () => undefined });
}

/** For a worker of another build. */
export const activitiesOf = ({ pool, handbooks, ntfy, email }: StoryWorld): Activities =>
  composeActivities({
    pool,
    zones: temporalZoneRules(),
    handbooks,
    pagers: { ntfy, email },
    links,
    handoffLinks: createHandoffLinks(LINKS),
    coverLinks: createCoverLinks(LINKS),
    clock: systemClock,
    warn: () => undefined,
  });

/** Who was paged for an incident, in order, each delivery once: `ada/ntfy`. */
export const pagedFor = (world: StoryWorld, key: string): readonly string[] =>
  [...world.ntfy.sent, ...world.email.sent]
    .map((page) => page.idempotencyKey)
    .filter((one) => one.startsWith(`${key}/`))
    .map((one) => one.split('/').slice(-2).join('/'));

/** Those that the watchdog sent. */
export const emergenciesOf = (world: StoryWorld, key: string): readonly string[] =>
  world.ntfy.sent
    .filter((page) => page.idempotencyKey.startsWith(`${key}/watchdog/`))
    .map((page) => page.idempotencyKey.split('/').at(-2) ?? '')
    .sort();

export async function eventually(what: string, holds: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  if (!(await waitUntil(holds, withinMs))) throw new Error(`not within ${withinMs} ms: ${what}`);
}

/** An incident of payments with its workflow, as ingest and relay begin it. */
export async function begin(world: StoryWorld): Promise<string> {
  const key = await world.insertIncident('SEV1');
  await world.delivery.deliver({ incidentKey: key, snapshot: firing() });
  return key;
}

/** Ada was paged, and that is in the record. */
export const untilPaged = (world: StoryWorld, key: string): Promise<void> =>
  eventually(`${key} paged ada`, async () => {
    const { rows } = await world.pool.query<{ settled: boolean }>(
      `SELECT jsonb_path_exists(snapshot, '$.pages[*].deliveries[*] ? (@.status == "SENT")') AS settled FROM incidents WHERE key = $1`,
      [key],
    );
    return rows[0]?.settled === true && pagedFor(world, key).includes('ada/ntfy');
  });
