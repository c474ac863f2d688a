import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Pool } from 'pg';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { AlertSnapshot } from '../../../domain/alerts/alert.model.js';
import type { AlertRule, Handbook } from '../../../domain/handbook/handbook.model.js';
import { AlertsModule } from '../../../services/alerts/alerts.module.js';
import type { IntegrationKind } from '../../../services/alerts/integration-key.model.js';
import { IntegrationKeysService } from '../../../services/alerts/integration-keys.service.js';
import { AuditLogService } from '../../../services/audit/audit-log.service.js';
import { createDataSource } from '../../../services/persistence/data-source.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { sampleHandbook } from '../../support/sample-handbook.js';
import { testServers } from '../../support/servers.js';

const rule: AlertRule = { alert: 'AvailabilityLow', priority: 'HIGH', when: 'availability < 95%', forMs: 0, proposes: 'SEV1' };
export const handbook: Handbook = {
  ...sampleHandbook,
  alertRules: [rule],
  routes: [
    { match: { service: 'payments' }, service: 'payments', groupBy: ['alertname', 'region'] },
    { match: {}, service: 'payments', groupBy: ['alertname'] },
  ],
};

/** What a workflow would have heard, and what it answers. */
export class RecordingDelivery {
  readonly heard: { readonly incidentKey: string; readonly snapshot: AlertSnapshot }[] = [];
  answer: (incidentKey: string, snapshot: AlertSnapshot) => Promise<'DELIVERED' | 'CLOSED'> = async () => 'DELIVERED';

  async deliver(request: { readonly incidentKey: string; readonly snapshot: AlertSnapshot }): Promise<'DELIVERED' | 'CLOSED'> {
    this.heard.push(request);
    return await this.answer(request.incidentKey, request.snapshot);
  }

  of(incidentKey: string): readonly AlertSnapshot[] {
    return this.heard.filter((one) => one.incidentKey === incidentKey).map((one) => one.snapshot);
  }
}

export interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** An api process with ingest, on a database of its own. */
export interface IngestWorld extends AsyncDisposable {
  readonly url: string;
  readonly pool: Pool;
  readonly keys: IntegrationKeysService;
  readonly delivery: RecordingDelivery;
  readonly registry: Registry;
  readonly databaseUrl: string;
  key(kind: IntegrationKind): Promise<string>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  rows(sql: string, ...values: unknown[]): Promise<readonly Record<string, unknown>[]>;
}

export interface WorldOptions {
  /** Join the database of another api process. */
  readonly databaseUrl?: string;
}

export async function ingestWorld(options: WorldOptions = {}): Promise<IngestWorld> {
  const databaseUrl = options.databaseUrl ?? (await testServers()).databaseUrl;
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 6 }).initialize();
  const pool = poolOf(dataSource);
  const delivery = new RecordingDelivery();
  const registry = new Registry();
  const versionId = await applyHandbook(pool);
  const app = await startApp({ dataSource, delivery, registry, versionId });
  const url = await app.getUrl();
  const keys = app.get(IntegrationKeysService);
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await fetch(url + path, {
      method: 'POST',
      body: raw as string,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { status: response.status, json: (await response.json()) as Answer['json'], headers: response.headers };
  };
  return {
    url,
    pool,
    keys,
    delivery,
    registry,
    databaseUrl,
    post,
    key: async (kind) => (await keys.create({ name: kind, kind, by: 'ada' })).secret,
    rows: async (sql, ...values) => (await pool.query<Record<string, unknown>>(sql, values)).rows,
    async [Symbol.asyncDispose]() {
      await app.close();
      await dataSource.destroy();
    },
  };
}

export async function applyHandbook(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `WITH made AS (
       INSERT INTO handbook_versions (digest, handbook_id, author_version, source, compiled, applied_by, applied_at)
       SELECT 'sample', 'sample', '1.0.0', '', $1::jsonb, 'ada', '2026-11-23T00:00:00Z'
       WHERE NOT EXISTS (SELECT FROM handbook_versions WHERE digest = 'sample') RETURNING id
     )
     SELECT id FROM made UNION ALL SELECT id FROM handbook_versions WHERE digest = 'sample'`,
    [JSON.stringify(handbook)],
  );
  return rows[0]?.id ?? 0;
}

interface AppParts {
  readonly dataSource: DataSource;
  readonly delivery: RecordingDelivery;
  readonly registry: Registry;
  readonly versionId: number;
}

async function startApp({ dataSource, delivery, registry, versionId }: AppParts): Promise<NestFastifyApplication> {
  const handbooks = { current: async () => ({ versionId, handbook }), byVersion: async () => handbook };
  const alerts = AlertsModule.registerAsync({
    useFactory: () => ({ dataSource, handbooks, audit: new AuditLogService(dataSource), delivery, registry }),
  });
  class World {}
  Module({ imports: [alerts] })(World);
  const app = await NestFactory.create<NestFastifyApplication>(World, new FastifyAdapter({ logger: false }), { logger: false });
  await app.listen(0, '127.0.0.1');
  return app;
}

/** Polls until `look` finds something, for at most `withinMs`. */
export async function eventually<T>(
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 20_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${look.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
