import { DAY_MS } from '../../../../domain/instant.js';
import { systemClock } from '../../../config/clock.js';
import type { RoleSettings } from '../../../config/required.js';
import { temporalFailure } from '../../../orchestration/rpc-failure.js';
import { checkTemporal, type TemporalCheckup } from '../../../orchestration/temporal-checkup.js';
import { connectTemporal } from '../../../orchestration/temporal-connection.js';
import { temporalOptionsFrom } from '../../../orchestration/temporal-options.js';
import { type Check, fail, ok, warn } from './check.js';

const LEAST_RETENTION_MS = 7 * DAY_MS;

/** The cluster, its namespace, and whether anybody takes its tasks. */
export async function temporalChecks(settings: RoleSettings): Promise<readonly Check[]> {
  const temporal = connectTemporal(temporalOptionsFrom(settings));
  try {
    const found = await checkTemporal(temporal.client, systemClock.now());
    return [ok('Temporal', `server ${found.serverVersion}`), namespace(found), worker(found)];
  } catch (error) {
    return [
      fail(
        'Temporal',
        `${settings.TEMPORAL_ADDRESS}: ${temporalFailure(error)}`,
        'Start it; check TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE.',
      ),
    ];
  } finally {
    await temporal.close();
  }
}

function namespace({ namespace: name, retentionMs, missingSearchAttributes: missing }: TemporalCheckup): Check {
  const days = Math.round(retentionMs / DAY_MS);
  const fix = 'Run `tocsin migrate`, or start `tocsin up` again: both put it right.';
  if (missing.length > 0) return fail('namespace', `${name} lacks the search attributes ${missing.join(', ')}`, fix);
  if (retentionMs !== 0 && retentionMs < LEAST_RETENTION_MS)
    return warn('namespace', `${name} keeps closed histories ${days} day(s), less than 7`, fix);
  return ok('namespace', `${name}, keeps closed histories ${retentionMs === 0 ? 'for ever' : `${days} days`}, search attributes in place`);
}

function worker({ queues }: TemporalCheckup): Check {
  const idle = queues.filter((queue) => queue.pollers === 0);
  if (idle.length === 0) return ok('worker', `polls ${queues.map((queue) => queue.name).join(', ')}`);
  return fail(
    'worker',
    `nobody polls ${idle.map((queue) => queue.name).join(', ')}: nobody is paged`,
    'Start a worker: `tocsin worker`, or `npm start` for everything; see logs/worker.log.',
  );
}
