import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { AuditLogService } from '../../../services/audit/audit-log.service.js';
import { type AuditReport, AuditVerificationService } from '../../../services/audit/audit-verification.service.js';
import type { AuditScope } from '../../../services/audit/incident-audit.repository.js';
import { SealFile } from '../../../services/audit/seal-file.js';
import { type SealKey, sealKeyFrom, type TrustedKeys, trustedKeys } from '../../../services/audit/seal-key.js';
import { lineOf, type SealLine } from '../../../services/audit/seal-line.js';
import { SealerService } from '../../../services/audit/sealer.service.js';
import { parseHandbook } from '../../../services/handbook/parse-handbook.js';
import { IncidentsService } from '../../../services/incidents/incidents.service.js';
import { createDataSource } from '../../../services/persistence/data-source.js';
import type { Sight } from '../../../services/persistence/incident-scope.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { IncidentBench } from '../../e2e/pages/incident-bench.js';
import { testServers } from '../../support/servers.js';

export const NOW = Date.parse('2026-11-23T02:47:00Z');
const HANDBOOK = new URL('../../../handbook/escrow-platform.yaml', import.meta.url);

export const newSealKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

interface Asking {
  readonly sight: Sight;
  readonly file: SealFile | null;
  readonly keys: TrustedKeys;
  readonly pause: () => Promise<void>;
}

/** Incidents on a real PostgreSQL, a sealer, and its file; the clock goes only where a test sends it. */
export class AuditWorld {
  at = NOW;
  readonly directory = mkdtempSync(join(tmpdir(), 'tocsin-audit-'));
  readonly file = new SealFile(join(this.directory, 'seals.jsonl'));
  readonly key: SealKey = sealKeyFrom(newSealKey());
  readonly warnings: string[] = [];
  readonly clock = { now: (): number => this.at };

  private constructor(
    readonly dataSource: DataSource,
    readonly databaseUrl: string,
    readonly incidents: IncidentBench,
  ) {}

  static async open(): Promise<AuditWorld> {
    const { databaseUrl } = await testServers();
    const dataSource = await createDataSource({ url: databaseUrl, poolSize: 6 }).initialize();
    const parsed = parseHandbook(readFileSync(HANDBOOK), 'escrow-platform.yaml');
    if (!parsed.ok) throw new Error('the shipped handbook is not valid');
    const world: AuditWorld = new AuditWorld(
      dataSource,
      databaseUrl,
      new IncidentBench(poolOf(dataSource), parsed.value.handbook, { now: () => world.at }),
    );
    await world.incidents.prepare(readFileSync(HANDBOOK, 'utf8'));
    return world;
  }

  get pool(): Pool {
    return poolOf(this.dataSource);
  }

  sealer(parts: Partial<ConstructorParameters<typeof SealerService>[0]> = {}): SealerService {
    const { pool, file, key, clock } = this;
    return new SealerService({ pool, file, key, clock, warn: (message) => void this.warnings.push(message), ...parts });
  }

  /** A minute passes, and everything that has changed is sealed. */
  async seal(): Promise<void> {
    this.at += 60_000;
    await this.sealer().pass();
  }

  /** What `audit verify` says to an administrator, or to `sight`. `pause`: what happens while it waits for the sealer; by itself, nothing. */
  async verify(
    scope: Partial<AuditScope> = {},
    { sight = { person: 'ada', role: 'ADMIN' }, ...asked }: Partial<Asking> = {},
  ): Promise<AuditReport> {
    const { pool, clock, file } = this;
    const incidents = new IncidentsService(this.dataSource);
    const parts = { pool, clock, file, incidents, keys: trustedKeys([this.key.publicKey]), pause: () => Promise.resolve(), ...asked };
    return await new AuditVerificationService(parts).verify({ keys: null, from: null, to: null, ...scope }, sight);
  }

  /** Somebody changes what people configure. */
  async configure(subject: string): Promise<void> {
    await new AuditLogService(this.dataSource).recorded({ actor: 'ada', action: 'token.create', subject }, () => Promise.resolve());
  }

  async note(key: string, text: string): Promise<void> {
    const by = { person: 'ada', via: 'API', verified: true } as const;
    await this.incidents.apply(key, { kind: 'addNote', by, text }, this.at);
  }

  /** With the rights of whoever owns the database: triggers do not stop them. */
  async forge(...statements: readonly string[]): Promise<void> {
    for (const table of ['chain_seals', 'audit_log', 'handbook_versions'])
      await this.pool.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    for (const statement of statements) await this.pool.query(statement);
  }

  lines(): readonly (SealLine | null)[] {
    return readFileSync(this.file.path, 'utf8').trimEnd().split('\n').map(lineOf);
  }

  /** Numbers of the entries in the file, in order. */
  numbers(): readonly number[] {
    return this.lines().flatMap((line) => (line !== null && 'number' in line ? [line.number] : []));
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    rmSync(this.directory, { recursive: true });
  }
}
