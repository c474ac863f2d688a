import { Client } from '@temporalio/client';
import pg from 'pg';
import type { OnCallPort } from '../../activities/ports/on-call.port.js';
import type { TicketTracker } from '../../activities/ports/ticket-tracker.port.js';
import type { Handbook, Severity } from '../../domain/handbook/handbook.model.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { composeActivities } from '../../services/apps/compose-activities.js';
import { StatusPageRepository } from '../../services/communications/status-page.repository.js';
import { systemClock } from '../../services/config/clock.js';
import { createCoverLinks } from '../../services/covers/cover-link.js';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { createHandoffLinks } from '../../services/handoffs/handoff-link.js';
import { createAckLinks } from '../../services/notifications/ack-link.js';
import { AlertDeliveryService } from '../../services/orchestration/alert-delivery.service.js';
import { DeclarationsRepository } from '../../services/orchestration/declarations.repository.js';
import { IncidentCommandsService } from '../../services/orchestration/incident-commands.service.js';
import { IncidentOpeningsRepository } from '../../services/orchestration/incident-openings.repository.js';
import { IncidentStarter } from '../../services/orchestration/incident-starter.js';
import { type RunningWorker, startWorker } from '../../services/orchestration/worker.js';
import { PostmortemRevisionsRepository } from '../../services/persistence/postmortem-revisions.repository.js';
import { archiveBundle } from '../../services/persistence/workflow-bundles.repository.js';
import { RecordingPager } from './recording-pager.js';
import { sampleHandbook } from './sample-handbook.js';
import { SampleHandbooks } from './sample-handbooks.js';
import { testServers } from './servers.js';
import { type StoryBuild, storyBundle } from './story-bundle.js';
import { freshNamespace } from './story-namespace.js';
import { StoryPage } from './story-page.js';
import { openRoad, type Road } from './story-road.js';

export interface StoryWorld {
  readonly pool: pg.Pool;
  readonly client: Client;
  readonly namespace: string;
  readonly temporalAddress: string;
  readonly databaseUrl: string;
  readonly handbooks: SampleHandbooks;
  readonly ntfy: RecordingPager;
  readonly email: RecordingPager;
  /** What the public is told, in the order in which it arrived. */
  readonly statusPage: StoryPage;
  readonly commands: IncidentCommandsService;
  /** As the worker asks who answers. */
  readonly responders: Pick<OnCallPort, 'resolve'>;
  readonly delivery: AlertDeliveryService;
  readonly openings: IncidentOpeningsRepository;
  readonly declarations: DeclarationsRepository;
  readonly starter: IncidentStarter;
  /** The row of a new incident, as ingest writes it; its key. */
  insertIncident(severity: Severity, service?: string): Promise<string>;
  /** Of this build, or of another one. */
  startWorker(other?: StoryBuild): Promise<RunningWorker>;
  stopWorkers(): Promise<void>;
  stopOldestWorker(): Promise<void>;
  /** Between the worker and PostgreSQL; the story itself has another. */
  readonly road: Road;
  close(): Promise<void>;
}

const LINKS = { secret: 'a story needs no secret, but the code does', publicUrl: 'http://tocsin.example' } as const;

export interface WorldOptions {
  /** Another Temporal server than the run's. */
  readonly temporalAddress?: string;
  /** Where follow-ups become tickets. */
  readonly tracker?: TicketTracker;
  /** Other clocks than the real world's. */
  readonly zones?: ZoneRules;
}

/** Everything that runs an incident for real, but for the channels: a database, a namespace, a worker. One per suite. */
export async function storyWorld(handbook: Handbook = sampleHandbook, around: WorldOptions = {}): Promise<StoryWorld> {
  const servers = {
    ...(await testServers()),
    ...(around.temporalAddress === undefined ? {} : { temporalAddress: around.temporalAddress }),
  };
  const { client, namespace, close } = await freshNamespace(servers.temporalAddress);
  const pool = new pg.Pool({ connectionString: servers.databaseUrl, max: 10 });
  const road = await openRoad(servers.databaseUrl);
  const workerPool = new pg.Pool({ connectionString: road.databaseUrl, max: 10, connectionTimeoutMillis: 3_000 });
  const handbooks = new SampleHandbooks(handbook);
  await handbooks.apply(pool);
  const ntfy = new RecordingPager('ntfy');
  const email = new RecordingPager('email');
  const openings = new IncidentOpeningsRepository(pool, handbooks, around.tracker?.kind ?? null);
  const starter = new IncidentStarter(client, pool);
  const declarations = new DeclarationsRepository(pool, handbooks, systemClock);
  const statusPage = new StoryPage(new StatusPageRepository(workerPool));
  const workers: RunningWorker[] = [];
  const activities = composeActivities({
    pool: workerPool,
    zones: around.zones ?? temporalZoneRules(),
    handbooks,
    statusPage,
    ...(around.tracker === undefined ? {} : { tracker: around.tracker }),
    pagers: { ntfy, email },
    links: createAckLinks(LINKS),
    handoffLinks: createHandoffLinks(LINKS),
    coverLinks: createCoverLinks(LINKS),
    clock: systemClock,
    warn: () => undefined,
  });
  return {
    pool,
    road,
    client,
    namespace,
    temporalAddress: servers.temporalAddress,
    databaseUrl: servers.databaseUrl,
    handbooks,
    ntfy,
    email,
    statusPage,
    openings,
    declarations,
    starter,
    responders: { resolve: (request) => activities.resolveResponders(request) },
    commands: new IncidentCommandsService({ client, openings, declarations, starter, revisions: new PostmortemRevisionsRepository(pool) }),
    delivery: new AlertDeliveryService(openings, starter),
    insertIncident: (severity, service = 'payments') =>
      insertIncident(pool, { severity, service, urgency: handbooks.handbook.severities[severity].urgency }),
    startWorker: async (other) => {
      const { buildId, ...bundle } = other ?? (await storyBundle());
      await archiveBundle(pool, { buildId, ...bundle }, systemClock.now());
      const temporal = { address: servers.temporalAddress, namespace };
      const worker = await startWorker({
        temporal,
        activities,
        workflowBundle: { code: bundle.code },
        buildId,
        log: { level: 'ERROR', write: () => undefined },
      });
      workers.push(worker);
      return worker;
    },
    stopOldestWorker: async () => {
      await workers.shift()?.stop();
    },
    stopWorkers: async () => {
      await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    },
    close: async () => {
      road.mend();
      await Promise.allSettled(workers.map((worker) => worker.stop()));
      await Promise.all([close(), pool.end(), workerPool.end()]);
      await road.close();
    },
  };
}

const INSERT = `
WITH number AS (SELECT nextval('incident_number') AS n)
INSERT INTO incidents (key, number, title, service, severity, urgency, status, handbook_version_id, detected_at)
SELECT 'INC-' || n, n, 'ErrorRateHigh', $4, $1, $2, 'TRIAGE', (SELECT max(id) FROM handbook_versions), to_timestamp($3::double precision / 1000)
FROM number RETURNING key
`;

async function insertIncident(
  pool: pg.Pool,
  row: { readonly severity: Severity; readonly service: string; readonly urgency: string },
): Promise<string> {
  const { rows } = await pool.query<{ key: string }>(INSERT, [row.severity, row.urgency, systemClock.now(), row.service]);
  return rows[0]?.key ?? '';
}
