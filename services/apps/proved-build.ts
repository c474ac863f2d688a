import type { Pool } from 'pg';
import { systemClock } from '../config/clock.js';
import { SetupError } from '../embedded/setup-error.js';
import { proveBuild } from '../orchestration/replay-open-histories.js';
import type { TemporalClient } from '../orchestration/temporal-connection.js';
import { readBundle } from '../orchestration/worker.js';
import { BUNDLE, thisBuild } from './build.js';

/** Throws SetupError with the list of open incidents that this build would brick. */
export async function refuseUnprovedBuild(pool: Pool, client: TemporalClient): Promise<void> {
  const failures = await proveBuild({
    pool,
    client,
    workflowBundle: await readBundle(BUNDLE),
    buildId: (await thisBuild()).buildId,
    now: systemClock.now(),
  });
  if (failures.length === 0) return;
  const list = failures.map(({ incident, why }) => `  ${incident}: ${why}`).join('\n');
  throw new SetupError(
    `this build cannot go on with ${failures.length} open incident(s):\n${list}`,
    'Start the earlier build, or close these incidents first.',
  );
}
