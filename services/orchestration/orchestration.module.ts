import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import type { PageDeskPort } from '../../activities/ports/page-desk.port.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { AlertDelivery } from '../alerts/alert-delivery.port.js';
import { systemClock } from '../config/clock.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import { PostmortemRevisionsRepository } from '../persistence/postmortem-revisions.repository.js';
import type { WorkflowBundle } from '../persistence/workflow-bundles.repository.js';
import { AlertDeliveryService } from './alert-delivery.service.js';
import type { CoverWorkflows } from './cover-requests.port.js';
import { CoverWorkflowsService } from './cover-requests.service.js';
import { DeclarationsRepository } from './declarations.repository.js';
import { EmergencyPager } from './emergency-pager.js';
import { keepHandoffSchedules } from './handoff-keeper.js';
import type { HandoffSignals } from './handoff-signals.port.js';
import { HandoffSignalsService } from './handoff-signals.service.js';
import { startHistoryExportLoop } from './history-export-loop.js';
import { HistoryExporter } from './history-exporter.js';
import type { IncidentCommands } from './incident-commands.port.js';
import { IncidentCommandsService } from './incident-commands.service.js';
import { IncidentOpeningsRepository } from './incident-openings.repository.js';
import { IncidentReplayer } from './incident-replayer.js';
import type { IncidentReplays } from './incident-replays.port.js';
import { IncidentStarter } from './incident-starter.js';
import { ReplayProcess } from './replay-process.js';
import { COVER_WORKFLOWS, HANDOFF_SIGNALS, INCIDENT_COMMANDS, INCIDENT_REPLAYS, TEMPORAL_PROBE, type TemporalProbe } from './tokens.js';
import { WatchdogService } from './watchdog.service.js';
import { startWatchdogLoop, type WatchdogLoopParts } from './watchdog-loop.js';

export interface OrchestrationDependencies {
  readonly pool: Pool;
  readonly temporal: { readonly client: Client; readonly close: () => Promise<void> };
  readonly handbooks: HandbookReader;
  /** The same with the covers that people agreed on: who is on call. */
  readonly roster: HandbookReader;
  readonly zones: ZoneRules;
  /** Where follow-ups of new incidents become tickets; null: nowhere. */
  readonly tracker: string | null;
  /** Sends emergency pages from this process. */
  readonly desk: PageDeskPort;
  /** Somebody outside who alarms when the watchdog's pings stop; null: nobody. */
  readonly heartbeat: WatchdogLoopParts['heartbeat'];
  readonly registry: Registry;
  readonly replay: {
    /** The compiled program in which histories are executed again. */
    readonly program: string;
    /** The workflows of this build. */
    readonly today: () => Promise<WorkflowBundle>;
  };
}

/** What the api process uses of Temporal. */
export interface Orchestration {
  readonly commands: IncidentCommands;
  readonly delivery: AlertDelivery;
  readonly watchdog: WatchdogService;
  readonly exporter: HistoryExporter;
  readonly handoffs: HandoffSignals;
  readonly covers: CoverWorkflows;
  readonly replays: IncidentReplays;
  close(): void;
}

const ORCHESTRATION = Symbol('ORCHESTRATION');
const DEPENDENCIES = Symbol('ORCHESTRATION_DEPENDENCIES');
export const ALERT_DELIVERY = Symbol('ALERT_DELIVERY');

export function createOrchestration(deps: OrchestrationDependencies, warn: (message: string, detail: object) => void): Orchestration {
  const { pool, handbooks, roster, zones, desk, replay } = deps;
  const { client } = deps.temporal;
  const openings = new IncidentOpeningsRepository(pool, handbooks, deps.tracker);
  const starter = new IncidentStarter(client, pool);
  const declarations = new DeclarationsRepository(pool, handbooks, systemClock);
  const pager = new EmergencyPager({ desk, handbooks: roster, zones });
  const process = new ReplayProcess({ program: replay.program });
  return {
    commands: new IncidentCommandsService({ client, openings, declarations, starter, revisions: new PostmortemRevisionsRepository(pool) }),
    delivery: new AlertDeliveryService(openings, starter),
    handoffs: new HandoffSignalsService(client),
    covers: new CoverWorkflowsService(client),
    watchdog: new WatchdogService({ pool, client, openings, starter, pager, clock: systemClock, warn }),
    exporter: new HistoryExporter({ pool, client, clock: systemClock, warn }),
    replays: new IncidentReplayer({ pool, client, process, today: replay.today, clock: systemClock }),
    close: () => process.close(),
  };
}

/** The api process's side of Temporal: people's commands, the relay's deliveries; the watchdog and the export of histories while the process lives. */
@Module({})
export class OrchestrationModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger('Watchdog');
  private loops: readonly { stop(): Promise<void> }[] = [];

  static register(dependencies: {
    readonly inject: NonNullable<FactoryProvider['inject']>;
    readonly useFactory: (...needs: never[]) => OrchestrationDependencies;
  }): DynamicModule {
    const logger = new Logger('Orchestration');
    const deps = {
      provide: DEPENDENCIES,
      inject: [...dependencies.inject],
      useFactory: dependencies.useFactory as (...needs: unknown[]) => OrchestrationDependencies,
    };
    const made = {
      provide: ORCHESTRATION,
      inject: [DEPENDENCIES],
      useFactory: (needs: OrchestrationDependencies) =>
        createOrchestration(needs, (message, detail) => logger.warn({ message, ...detail })),
    };
    const commands = { provide: INCIDENT_COMMANDS, inject: [ORCHESTRATION], useFactory: (all: Orchestration) => all.commands };
    const delivery = { provide: ALERT_DELIVERY, inject: [ORCHESTRATION], useFactory: (all: Orchestration) => all.delivery };
    const handoffs = { provide: HANDOFF_SIGNALS, inject: [ORCHESTRATION], useFactory: (all: Orchestration) => all.handoffs };
    const covers = { provide: COVER_WORKFLOWS, inject: [ORCHESTRATION], useFactory: (all: Orchestration) => all.covers };
    const replays = { provide: INCIDENT_REPLAYS, inject: [ORCHESTRATION], useFactory: (all: Orchestration) => all.replays };
    const probe = {
      provide: TEMPORAL_PROBE,
      inject: [DEPENDENCIES],
      useFactory:
        ({ temporal }: OrchestrationDependencies): TemporalProbe =>
        () =>
          temporal.client.workflowService.getSystemInfo({}),
    };
    return {
      module: OrchestrationModule,
      global: true,
      providers: [deps, made, commands, delivery, handoffs, covers, replays, probe],
      exports: [commands, delivery, handoffs, covers, replays, probe],
    };
  }

  constructor(
    @Inject(ORCHESTRATION) private readonly orchestration: Orchestration,
    @Inject(DEPENDENCIES) private readonly dependencies: OrchestrationDependencies,
  ) {}

  onApplicationBootstrap(): void {
    const { heartbeat, handbooks, pool, registry, temporal } = this.dependencies;
    const { watchdog, exporter } = this.orchestration;
    const warn = (message: string, detail: object): void => this.logger.warn({ message, ...detail });
    this.loops = [
      startWatchdogLoop({ watchdog, heartbeat, warn }),
      startHistoryExportLoop({ exporter, pool, registry, warn }),
      keepHandoffSchedules({ client: temporal.client, handbooks, warn }),
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  async onApplicationShutdown(): Promise<void> {
    this.orchestration.close();
    await this.dependencies.temporal.close();
  }
}
