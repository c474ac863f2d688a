import { readFileSync } from 'node:fs';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { GraphqlModule } from '../../../graphql/graphql.module.js';
import type { Role } from '../../../services/access/access.model.js';
import { AccessModule } from '../../../services/access/access.module.js';
import { AccessService } from '../../../services/access/access.service.js';
import { AlertsModule } from '../../../services/alerts/alerts.module.js';
import { coversFrom, rosterFrom } from '../../../services/apps/api/covers-dependencies.js';
import { type AuditDependencies, AuditModule } from '../../../services/audit/audit.module.js';
import { AuditLogService } from '../../../services/audit/audit-log.service.js';
import { systemClock } from '../../../services/config/clock.js';
import { CoverRequestsRepository } from '../../../services/covers/cover-requests.repository.js';
import { CoversModule } from '../../../services/covers/covers.module.js';
import { RosterService } from '../../../services/covers/roster.service.js';
import { HandbookService } from '../../../services/handbook/handbook.service.js';
import { temporalZoneRules } from '../../../services/handbook/zone-rules.temporal.js';
import { HandoffsRepository } from '../../../services/handoffs/handoffs.repository.js';
import { HandoffsService } from '../../../services/handoffs/handoffs.service.js';
import { HANDBOOK_READER } from '../../../services/incidents/directory.service.js';
import { TestPageService } from '../../../services/notifications/test-page.service.js';
import { METRICS_REGISTRY } from '../../../services/observability/metrics.controller.js';
import { ObservabilityModule } from '../../../services/observability/observability.module.js';
import { CalendarFeedsModule } from '../../../services/oncall/calendar-feeds.module.js';
import { ZONE_RULES } from '../../../services/oncall/on-call.service.js';
import type { IncidentReplays } from '../../../services/orchestration/incident-replays.port.js';
import { INCIDENT_COMMANDS, INCIDENT_REPLAYS } from '../../../services/orchestration/tokens.js';
import { createDataSource } from '../../../services/persistence/data-source.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { IncidentBench } from '../../e2e/pages/incident-bench.js';
import { testServers } from '../../support/servers.js';
import { settlingCovers } from '../../support/settling-covers.js';
import { settlingHandoffs } from '../../support/settling-handoffs.js';

export interface Answer {
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** What stands in an answer at `path`, for example `incident.pages.0.person`; undefined: nothing. */
export const pick = (data: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (at, name) => (typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined),
      data,
    );

/** The real API over a real PostgreSQL; incidents decide by the real rules in this process, where Temporal is not the point. */
export interface GraphqlWorld {
  readonly url: string;
  readonly incidents: IncidentBench;
  readonly access: AccessService;
  readonly dataSource: DataSource;
  token(person: string, role?: Role): Promise<string>;
  ask(
    query: string,
    options?: { readonly token?: string | null; readonly variables?: object; readonly headers?: Record<string, string> },
  ): Promise<Answer>;
  close(): Promise<void>;
}

export const NOW = Date.parse('2026-11-24T12:00:00Z');
const HANDBOOK = new URL('../../../handbook/escrow-platform.yaml', import.meta.url);

/** `audit`: the seal file and the key of this server; without it, it has none. */
export async function graphqlWorld(audit: Partial<AuditDependencies> = {}): Promise<GraphqlWorld> {
  const { databaseUrl } = await testServers();
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 6 }).initialize();
  const handbooks = new HandbookService(poolOf(dataSource), systemClock);
  const applied = await handbooks.apply(readFileSync(HANDBOOK), 'escrow-platform.yaml', 'test', NOW);
  const running = await handbooks.current();
  if (!applied.ok || running === null) throw new Error('the shipped handbook is not valid');
  const incidents = new IncidentBench(poolOf(dataSource), running.handbook, { now: () => NOW });
  const app = await serve({ dataSource, handbooks, incidents, audit });
  const access = app.get(AccessService, { strict: false });
  const admin = await access.authenticate(await access.issueAdminToken('ada'));
  const token: GraphqlWorld['token'] = async (person, role = 'RESPONDER') =>
    (await access.createToken(admin, { name: 'test', owner: { person }, role, expiresAt: null })).token;
  const everyday = await token('ada');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return {
    url,
    incidents,
    access,
    dataSource,
    token,
    ask: (query, options = {}) => post(`${url}/graphql`, query, { token: everyday, ...options }),
    close: async () => {
      await app.close();
      await dataSource.destroy();
    },
  };
}

async function post(url: string, query: string, options: Parameters<GraphqlWorld['ask']>[1] = {}): Promise<Answer> {
  const { token, variables, headers } = options;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token == null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

/** Executing incidents again needs Temporal and a process: see test/integration/audit. */
const replaysThatMatch: IncidentReplays = {
  replay: (incidentKey, ranOn) =>
    Promise.resolve({
      incidentKey,
      match: true,
      ranOn,
      buildId: 'b0',
      events: 7,
      digest: '0'.repeat(64),
      replayedAt: NOW,
      runs: [{ workflowId: incidentKey, runId: 'r', ranOn, buildId: 'b0', builds: ['b0'], events: 7, digest: 'd', isLive: false }],
      mismatches: [],
      moreMismatches: 0,
    }),
};

function handoffsOf(dataSource: DataSource): HandoffsService {
  const handoffs = new HandoffsRepository(poolOf(dataSource));
  return new HandoffsService({ handoffs, signals: settlingHandoffs(handoffs), clock: systemClock });
}

interface Parts {
  readonly dataSource: DataSource;
  readonly handbooks: HandbookService;
  readonly incidents: IncidentBench;
  readonly audit: Partial<AuditDependencies>;
}

async function serve({ dataSource, handbooks, incidents, ...parts }: Parts): Promise<NestFastifyApplication> {
  const providers = [
    { provide: DataSource, useValue: dataSource },
    { provide: HANDBOOK_READER, useValue: handbooks },
    { provide: ZONE_RULES, useFactory: temporalZoneRules },
    { provide: INCIDENT_COMMANDS, useValue: incidents },
    { provide: INCIDENT_REPLAYS, useValue: replaysThatMatch },
    {
      provide: TestPageService,
      useFactory: () =>
        new TestPageService({
          commands: incidents,
          handbooks,
          clock: systemClock,
          desk: { deliver: () => Promise.resolve({ status: 'SENT', receipt: 'r' }) },
        }),
    },
    { provide: RosterService, useFactory: () => rosterFrom({ pool: poolOf(dataSource), handbooks, clock: systemClock }) },
    { provide: HandoffsService, useFactory: () => handoffsOf(dataSource) },
    { provide: METRICS_REGISTRY, useValue: new Registry() },
  ];
  @Global()
  @Module({ providers, exports: providers.map(({ provide }) => provide) })
  class SharedModule {}

  const covers = CoversModule.register({
    inject: [],
    useFactory: () =>
      coversFrom({
        dataSource,
        handbooks,
        zones: temporalZoneRules(),
        clock: systemClock,
        pagers: {},
        workflows: settlingCovers(new CoverRequestsRepository(poolOf(dataSource))),
      }),
  });
  const ingest = AlertsModule.registerAsync({
    imports: [AccessModule],
    inject: [AuditLogService],
    useFactory: (audit: AuditLogService) => ({
      dataSource,
      handbooks,
      audit,
      delivery: { deliver: () => Promise.resolve('DELIVERED' as const) },
      registry: new Registry(),
    }),
  });
  const audit = AuditModule.register({
    useFactory: () => ({ pool: poolOf(dataSource), clock: systemClock, file: null, key: null, oldKeys: [], ...parts.audit }),
  });
  const feeds = CalendarFeedsModule.register({ baseUrl: 'https://ops.example/tocsin/' });
  const graphql = GraphqlModule.register({ imports: [ingest, feeds] });
  @Module({ imports: [SharedModule, AccessModule, ingest, covers, audit, feeds, graphql, ObservabilityModule] })
  class TestApi {}

  const app = await NestFactory.create<NestFastifyApplication>(TestApi, new FastifyAdapter({ bodyLimit: 16 * 1024 * 1024 }), {
    logger: ['error', 'warn'],
  });
  await app.listen(0, '127.0.0.1');
  return app;
}
