import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import type pino from 'pino';
import { systemClock } from '../config/clock.js';
import { readEnvironment } from '../config/environment.js';
import { forRole, publicUrlOf, type RoleSettings } from '../config/required.js';
import { createCoverLinks } from '../covers/cover-link.js';
import { HandbookService } from '../handbook/handbook.service.js';
import { temporalZoneRules } from '../handbook/zone-rules.temporal.js';
import { createHandoffLinks } from '../handoffs/handoff-link.js';
import { createAckLinks } from '../notifications/ack-link.js';
import { workerLogFields } from '../observability/worker-log.js';
import { connectTemporal } from '../orchestration/temporal-connection.js';
import { temporalOptionsFrom } from '../orchestration/temporal-options.js';
import { type RunningWorker, readBundle, startWorker } from '../orchestration/worker.js';
import { createDataSource } from '../persistence/data-source.js';
import { poolOf } from '../persistence/sql.js';
import { archiveBundle } from '../persistence/workflow-bundles.repository.js';
import { BUNDLE, thisBuild } from './build.js';
import { composeActivities } from './compose-activities.js';
import { closeAll, pagersFrom } from './compose-pagers.js';
import { trackerFrom } from './compose-tracker.js';
import { refuseUnprovedBuild } from './proved-build.js';
import { announceReady, runAsRole } from './role.js';

/** The role `worker`: runs incidents and sends pages. */
export async function startWorkerApp(settings: RoleSettings, log: pino.Logger): Promise<RunningWorker> {
  const dataSource = await createDataSource({ url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL }).initialize();
  const pool = poolOf(dataSource);
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
  const zones = temporalZoneRules();
  await proveBeforeStart(pool, settings);
  const [workflowBundle, build] = [await readBundle(BUNDLE), await thisBuild()];
  await archiveBundle(pool, { ...build, code: workflowBundle.code }, systemClock.now());
  const pagers = pagersFrom(settings, zones);
  const tracker = trackerFrom(settings);
  const activities = composeActivities({
    pool,
    zones,
    handbooks: new HandbookService(pool),
    pagers,
    ...(tracker === undefined ? {} : { tracker }),
    links: createAckLinks({ secret: settings.TOCSIN_LINK_SECRET, publicUrl: publicUrlOf(settings) }),
    handoffLinks: createHandoffLinks({ secret: settings.TOCSIN_LINK_SECRET, publicUrl: publicUrlOf(settings) }),
    coverLinks: createCoverLinks({ secret: settings.TOCSIN_LINK_SECRET, publicUrl: publicUrlOf(settings) }),
    clock: systemClock,
    warn: (message, detail) => log.warn(detail, message),
  });
  const worker = await startWorker({
    temporal: temporalOptionsFrom(settings),
    activities,
    workflowBundle,
    buildId: build.buildId,
    log: { level: 'WARN', write: ({ level, message, meta }) => log.warn({ level, ...workerLogFields(meta) }, message) },
  });
  return { done: afterwards(worker.done, [() => closeAll(pagers), () => dataSource.destroy()]), stop: () => worker.stop() };
}

/** A worker of a build that cannot go on with an open incident would brick it: it refuses to start. */
async function proveBeforeStart(pool: Pool, settings: RoleSettings): Promise<void> {
  const temporal = connectTemporal(temporalOptionsFrom(settings));
  try {
    await refuseUnprovedBuild(pool, temporal.client);
  } finally {
    await temporal.close();
  }
}

/** `work`, and then the rest, however it ended. */
async function afterwards(work: Promise<void>, rest: readonly (() => Promise<void>)[]): Promise<void> {
  try {
    await work;
  } finally {
    for (const step of rest) await step();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runAsRole('worker', async (log) => {
    const settings = forRole(readEnvironment());
    const worker = await startWorkerApp(settings, log);
    announceReady(settings);
    return worker;
  });
}
