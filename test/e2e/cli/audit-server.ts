import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Pool } from 'pg';
import type { Role } from '../../../services/access/access.model.js';
import { SealFile } from '../../../services/audit/seal-file.js';
import { type SealKey, sealKeyFrom } from '../../../services/audit/seal-key.js';
import { SealerService } from '../../../services/audit/sealer.service.js';
import { systemClock } from '../../../services/config/clock.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { newSealKey } from '../../integration/audit/audit-world.js';
import { type GraphqlWorld, graphqlWorld } from '../../integration/graphql/graphql-world.js';
import { CliWorld, type Ran } from './cli-world.js';

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** An api with a seal file and a key, and the built command line beside it. */
export class AuditServer {
  readonly directory = mkdtempSync(join(tmpdir(), 'tocsin-audit-'));
  readonly file = new SealFile(join(this.directory, 'seals.jsonl'));
  readonly key: SealKey = sealKeyFrom(newSealKey());
  private readonly cli = new CliWorld();
  private readonly tokens = new Map<Role, string>();

  private constructor(private api: GraphqlWorld | null) {}

  static async start(): Promise<AuditServer> {
    const server = new AuditServer(null);
    await execute(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT });
    const { file, key } = server;
    server.api = await graphqlWorld({ file, key });
    for (const role of ['AUDITOR', 'ADMIN', 'VIEWER'] as const) server.tokens.set(role, await server.world.token('zoe', role));
    return server;
  }

  get world(): GraphqlWorld {
    if (this.api === null) throw new Error('not started');
    return this.api;
  }

  get pool(): Pool {
    return poolOf(this.world.dataSource);
  }

  /** Everything that has changed is sealed and, unless it was within the hour, signed. */
  async seal(): Promise<void> {
    const { pool, file, key } = this;
    await new SealerService({ pool, file, key, clock: systemClock, warn: () => undefined }).pass();
  }

  async tocsin(args: readonly string[], role: Role = 'AUDITOR'): Promise<Ran> {
    return await this.cli.tocsin(args, { TOCSIN_URL: this.world.url, TOCSIN_TOKEN: this.tokens.get(role) ?? '' });
  }

  async stop(): Promise<void> {
    await this.world.close();
    await this.cli.stop();
    rmSync(this.directory, { recursive: true });
  }
}
