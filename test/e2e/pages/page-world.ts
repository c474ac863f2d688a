import { readFileSync } from 'node:fs';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import type { CoverRequest } from '../../../domain/covers/cover-request.model.js';
import type { Handbook } from '../../../domain/handbook/handbook.model.js';
import type { Handoff } from '../../../domain/handoffs/handoff.model.js';
import type { Instant } from '../../../domain/instant.js';
import { AccessModule } from '../../../services/access/access.module.js';
import { AccessService } from '../../../services/access/access.service.js';
import { createCoverLinks } from '../../../services/covers/cover-link.js';
import { CoverRequestsRepository } from '../../../services/covers/cover-requests.repository.js';
import { CoverRequestsService } from '../../../services/covers/cover-requests.service.js';
import { CoversRepository } from '../../../services/covers/covers.repository.js';
import { parseHandbook } from '../../../services/handbook/parse-handbook.js';
import { temporalZoneRules } from '../../../services/handbook/zone-rules.temporal.js';
import { createHandoffLinks } from '../../../services/handoffs/handoff-link.js';
import { HandoffsRepository } from '../../../services/handoffs/handoffs.repository.js';
import { HandoffsService } from '../../../services/handoffs/handoffs.service.js';
import { type AckClaims, createAckLinks } from '../../../services/notifications/ack-link.js';
import { VerifiedMethodsService } from '../../../services/notifications/verified-methods.service.js';
import { PagesModule } from '../../../services/pages/pages.module.js';
import { createDataSource } from '../../../services/persistence/data-source.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { testServers } from '../../support/servers.js';
import { settlingCovers } from '../../support/settling-covers.js';
import { settlingHandoffs } from '../../support/settling-handoffs.js';
import { IncidentBench } from './incident-bench.js';

/** Sunday 2026-11-29 02:47 in New York, where ada is on call and ben is the next. */
export const NIGHT: Instant = Date.parse('2026-11-29T07:47:00Z');
export const STARTED: Instant = Date.parse('2026-11-29T07:40:00Z');
const SECRET = 'a secret of at least thirty-two bytes, for tests';

/** The pages over a real PostgreSQL, with real sessions and links, and incidents that decide in this process. */
export interface PageWorld {
  readonly url: string;
  readonly handbook: Handbook;
  readonly incidents: IncidentBench;
  readonly access: AccessService;
  /** The time that the pages show; tests move it. */
  readonly clock: { now: () => number };
  setNow(at: Instant): void;
  link(claims: Partial<AckClaims> & { readonly incidentKey: string }): { readonly token: string; readonly path: string };
  readonly cover: {
    begin(request: CoverRequest): Promise<CoverRequest>;
    mint(id: string, person: string): string;
    find(id: string): Promise<CoverRequest | null>;
  };
  readonly handoff: {
    begin(handoff: Handoff): Promise<Handoff>;
    mint(id: string, person: string): string;
    find(id: string): Promise<Handoff | null>;
  };
  /** The session cookie of a person with a role. */
  signIn(person: string, role?: 'ADMIN' | 'RESPONDER' | 'VIEWER'): Promise<string>;
  token(person: string, role?: 'ADMIN' | 'RESPONDER' | 'VIEWER'): Promise<string>;
  close(): Promise<void>;
}

export async function pageWorld(): Promise<PageWorld> {
  const { databaseUrl } = await testServers();
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 4 }).initialize();
  let now = NIGHT;
  const clock = { now: () => now };
  const handbook = shippedHandbook();
  const incidents = new IncidentBench(poolOf(dataSource), handbook, clock);
  await incidents.prepare();
  const links = createAckLinks({ secret: SECRET, publicUrl: 'http://127.0.0.1' });
  const handoffLinks = createHandoffLinks({ secret: SECRET, publicUrl: 'http://127.0.0.1' });
  const coverLinks = createCoverLinks({ secret: SECRET, publicUrl: 'http://127.0.0.1' });
  const requests = new CoverRequestsRepository(poolOf(dataSource));
  const repository = new HandoffsRepository(poolOf(dataSource));
  const app = await serve(dataSource, (sessions) => ({
    handoffs: new HandoffsService({ handoffs: repository, signals: settlingHandoffs(repository), clock }),
    handoffLinks,
    coverLinks,
    covers: new CoverRequestsService({
      requests,
      covers: new CoversRepository(poolOf(dataSource)),
      workflows: settlingCovers(requests),
      handbooks: { current: () => Promise.resolve({ versionId: 1, handbook }), byVersion: () => Promise.resolve(handbook) },
      zones: temporalZoneRules(),
      clock,
    }),
    pool: poolOf(dataSource),
    commands: incidents,
    sessions,
    links,
    clock,
    zones: temporalZoneRules(),
    handbooks: { current: () => Promise.resolve({ handbook }) },
    verified: new VerifiedMethodsService(poolOf(dataSource)),
    publicUrl: 'http://127.0.0.1',
  }));
  const access = app.get(AccessService, { strict: false });
  const admin = await access.authenticate(await access.issueAdminToken());
  const token: PageWorld['token'] = async (person, role = 'RESPONDER') =>
    (await access.createToken(admin, { name: 'test', owner: { person }, role, expiresAt: null })).token;
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    handbook,
    incidents,
    access,
    clock,
    setNow: (at) => {
      now = at;
    },
    cover: {
      begin: (request) => requests.record(request),
      mint: (id, person) => coverLinks.mint(id, person),
      find: (id) => requests.find(id),
    },
    handoff: {
      begin: (handoff) => repository.begin(handoff, 'a workflow'),
      mint: (id, person) => handoffLinks.mint(id, person),
      find: (id) => repository.find(id),
    },
    link: (claims) => {
      const minted = links.mint({ person: 'ada', generation: 1, step: 0, expiresAt: NIGHT + 86_400_000, ...claims });
      return { token: minted.token, path: `/incidents/${claims.incidentKey}?link=${minted.token}` };
    },
    token,
    signIn: async (person, role) => `tocsin_session=${(await access.openSession(await token(person, role))).session}`,
    close: async () => {
      await app.close();
      await dataSource.destroy();
    },
  };
}

type Dependencies = Awaited<ReturnType<Parameters<typeof PagesModule.register>[0]['useFactory']>>;

async function serve(dataSource: DataSource, dependencies: (sessions: AccessService) => Dependencies): Promise<NestFastifyApplication> {
  @Global()
  @Module({ providers: [{ provide: DataSource, useValue: dataSource }], exports: [DataSource] })
  class DatabaseModule {}

  @Module({
    imports: [
      DatabaseModule,
      AccessModule,
      PagesModule.register({ imports: [AccessModule], inject: [AccessService], useFactory: dependencies }),
    ],
  })
  class TestApp {}

  const app = await NestFactory.create<NestFastifyApplication>(TestApp, new FastifyAdapter(), { logger: ['error', 'warn'] });
  await app.listen(0, '127.0.0.1');
  return app;
}

function shippedHandbook(): Handbook {
  const parsed = parseHandbook(readFileSync(new URL('../../../handbook/escrow-platform.yaml', import.meta.url)), 'escrow-platform.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error[0]));
  return parsed.value.handbook;
}
