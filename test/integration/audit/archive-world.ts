import type pg from 'pg';
import { systemClock } from '../../../services/config/clock.js';
import { waitUntil } from '../../../services/embedded/wait.js';
import { HistoryExporter } from '../../../services/orchestration/history-exporter.js';
import { type ArchivedRun, archivedRunsOf } from '../../../services/persistence/history-archive.repository.js';
import { StoryIncident } from '../../support/story-incidents.js';
import type { StoryWorld } from '../../support/story-world.js';

export interface Warning {
  readonly message: string;
  readonly detail: object;
}

/** What one api process exports with; `clock` may be ahead. */
export function exporter(
  world: StoryWorld,
  over: { readonly pool?: pg.Pool; readonly aheadMs?: number; readonly warnings?: Warning[] } = {},
) {
  const { pool = world.pool, aheadMs = 0, warnings } = over;
  const clock = { now: () => systemClock.now() + aheadMs };
  return new HistoryExporter({ pool, client: world.client, clock, warn: (message, detail) => warnings?.push({ message, detail }) });
}

/** An incident of payments that was acknowledged, resolved and closed; its workflow has ended. */
export async function closedIncident(world: StoryWorld): Promise<StoryIncident> {
  const incident = await new StoryIncident(world).receives();
  await incident.does('ada', { kind: 'acknowledge' });
  await closes(incident);
  return incident;
}

/** Resolves it and waits through its reopen window. */
export async function closes(incident: StoryIncident): Promise<void> {
  await incident.does('ada', { kind: 'resolve', confirm: true });
  await incident.passes('31 minutes');
  await incident.result();
}

/** Passes of the exporter until this incident has so many archived runs. */
export async function untilArchived(world: StoryWorld, key: string, runs: number): Promise<readonly ArchivedRun[]> {
  const ahead = exporter(world, { aheadMs: 2 * 60 * 60_000 });
  let found: readonly ArchivedRun[] = [];
  await waitUntil(async () => {
    await ahead.pass();
    found = await archivedRunsOf(world.pool, key);
    return found.length >= runs;
  }, 20_000);
  return found;
}
