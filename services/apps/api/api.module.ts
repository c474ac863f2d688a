import { type DynamicModule, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { ZoneRules } from '../../../domain/oncall/zone-rules.js';
import { GraphqlModule } from '../../../graphql/graphql.module.js';
import { AccessModule } from '../../access/access.module.js';
import { AccessService } from '../../access/access.service.js';
import type { AlertDelivery } from '../../alerts/alert-delivery.port.js';
import { AlertsModule } from '../../alerts/alerts.module.js';
import { AuditModule } from '../../audit/audit.module.js';
import { AuditLogService } from '../../audit/audit-log.service.js';
import { systemClock } from '../../config/clock.js';
import { publicUrlOf, type RoleSettings } from '../../config/required.js';
import { createCoverLinks } from '../../covers/cover-link.js';
import { CoverRequestsService } from '../../covers/cover-requests.service.js';
import { CoversModule } from '../../covers/covers.module.js';
import { RosterService } from '../../covers/roster.service.js';
import { HandbookService } from '../../handbook/handbook.service.js';
import { createHandoffLinks } from '../../handoffs/handoff-link.js';
import { HandoffsModule } from '../../handoffs/handoffs.module.js';
import { HandoffsRepository } from '../../handoffs/handoffs.repository.js';
import { HandoffsService } from '../../handoffs/handoffs.service.js';
import { IncidentChangesService } from '../../incidents/incident-changes.service.js';
import { IncidentsModule } from '../../incidents/incidents.module.js';
import type { AckLinks } from '../../notifications/ack-link.js';
import { TestPageModule } from '../../notifications/test-page.module.js';
import { TestPageService } from '../../notifications/test-page.service.js';
import { VerifiedMethodsService } from '../../notifications/verified-methods.service.js';
import { ObservabilityModule } from '../../observability/observability.module.js';
import { CalendarFeedsModule } from '../../oncall/calendar-feeds.module.js';
import type { CoverWorkflows } from '../../orchestration/cover-requests.port.js';
import type { HandoffSignals } from '../../orchestration/handoff-signals.port.js';
import type { IncidentCommands } from '../../orchestration/incident-commands.port.js';
import { ALERT_DELIVERY, OrchestrationModule } from '../../orchestration/orchestration.module.js';
import { COVER_WORKFLOWS, HANDOFF_SIGNALS, INCIDENT_COMMANDS } from '../../orchestration/tokens.js';
import { PagesModule } from '../../pages/pages.module.js';
import { PublicIncidents } from '../../pages/status/public-incidents.repository.js';
import { StatusPageModule } from '../../pages/status/status-page.module.js';
import { pagersFrom } from '../compose-pagers.js';
import { auditFrom } from './audit-dependencies.js';
import { ACK_LINKS, CoreModule, POOL, REGISTRY, ZONES } from './core.module.js';
import { coversFrom } from './covers-dependencies.js';
import { orchestrationFrom, pageDeskFrom } from './orchestration-dependencies.js';

/** Everything that answers people and monitors. */
@Module({})
export class ApiModule {
  static forSettings(settings: RoleSettings): DynamicModule {
    const ingest = alerts();
    const feeds = CalendarFeedsModule.register({ baseUrl: publicUrlOf(settings) });
    return {
      module: ApiModule,
      imports: [
        CoreModule.forSettings(settings),
        AccessModule,
        orchestration(settings),
        ingest,
        testPages(settings),
        covers(settings),
        handoffs(),
        audit(settings),
        feeds,
        GraphqlModule.register({ imports: [ingest, feeds] }),
        ObservabilityModule,
        pages(settings),
        statusPage(settings),
      ],
    };
  }
}

const orchestration = (settings: RoleSettings): DynamicModule =>
  OrchestrationModule.register({
    inject: [POOL, HandbookService, ZONES, ACK_LINKS, REGISTRY, RosterService],
    useFactory: (pool: Pool, handbooks: HandbookService, ...rest: [ZoneRules, AckLinks, Registry, RosterService]) => {
      const [zones, links, registry, roster] = rest;
      return orchestrationFrom({ settings, pool, handbooks, zones, links, registry, roster });
    },
  });

const testPages = (settings: RoleSettings): DynamicModule =>
  TestPageModule.register({
    inject: [POOL, HandbookService, ZONES, ACK_LINKS, INCIDENT_COMMANDS],
    useFactory: (pool: Pool, handbooks: HandbookService, ...[zones, links, commands]: [ZoneRules, AckLinks, IncidentCommands]) =>
      new TestPageService({ desk: pageDeskFrom({ settings, pool, handbooks, zones, links }), handbooks, commands, clock: systemClock }),
  });

const handoffs = (): DynamicModule =>
  HandoffsModule.register({
    inject: [POOL, HANDOFF_SIGNALS],
    useFactory: (pool: Pool, signals: HandoffSignals) =>
      new HandoffsService({ handoffs: new HandoffsRepository(pool), signals, clock: systemClock }),
  });

const covers = (settings: RoleSettings): DynamicModule =>
  CoversModule.register({
    inject: [DataSource, HandbookService, ZONES, COVER_WORKFLOWS],
    useFactory: (dataSource: DataSource, handbooks: HandbookService, zones: ZoneRules, workflows: CoverWorkflows) =>
      coversFrom({ dataSource, handbooks, zones, clock: systemClock, pagers: pagersFrom(settings, zones), workflows }),
  });

const audit = (settings: RoleSettings): DynamicModule =>
  AuditModule.register({ inject: [POOL], useFactory: (pool: Pool) => auditFrom(settings, pool) });

const alerts = (): DynamicModule =>
  AlertsModule.registerAsync({
    imports: [AccessModule],
    inject: [DataSource, HandbookService, AuditLogService, ALERT_DELIVERY, REGISTRY],
    useFactory: (dataSource: DataSource, handbooks: HandbookService, ...rest: [AuditLogService, AlertDelivery, Registry]) => {
      const [audit, delivery, registry] = rest;
      return { dataSource, handbooks, audit, delivery, registry };
    },
  });

const pages = (settings: RoleSettings): DynamicModule =>
  PagesModule.register({
    imports: [AccessModule],
    inject: [POOL, INCIDENT_COMMANDS, AccessService, ACK_LINKS, RosterService, ZONES, HandoffsService, CoverRequestsService],
    useFactory: (
      pool: Pool,
      commands: IncidentCommands,
      sessions: AccessService,
      ...rest: [AckLinks, RosterService, ZoneRules, HandoffsService, CoverRequestsService]
    ) => {
      const [links, handbooks, zones, handoffs, requests] = rest;
      const signing = { secret: settings.TOCSIN_LINK_SECRET, publicUrl: publicUrlOf(settings) };
      return {
        pool,
        commands,
        sessions,
        links,
        handoffs,
        handoffLinks: createHandoffLinks(signing),
        covers: requests,
        coverLinks: createCoverLinks(signing),
        handbooks,
        verified: new VerifiedMethodsService(pool),
        zones,
        clock: systemClock,
        publicUrl: publicUrlOf(settings),
      };
    },
  });

const statusPage = (settings: RoleSettings): DynamicModule =>
  StatusPageModule.register({
    imports: [IncidentsModule],
    inject: [POOL, HandbookService, IncidentChangesService],
    useFactory: (pool: Pool, handbooks: HandbookService, changes: IncidentChangesService) => ({
      reads: new PublicIncidents(pool),
      handbooks,
      publicUrl: publicUrlOf(settings),
      listen: (listener: () => void) => changes.listen(listener),
    }),
  });
