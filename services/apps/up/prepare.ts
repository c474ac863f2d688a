import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Handbook } from '../../../domain/handbook/handbook.model.js';
import { AccessService } from '../../access/access.service.js';
import { SessionsRepository } from '../../access/sessions.repository.js';
import { TokensRepository } from '../../access/tokens.repository.js';
import { IntegrationKeysRepository } from '../../alerts/integration-keys.repository.js';
import { IntegrationKeysService } from '../../alerts/integration-keys.service.js';
import { AuditLogService } from '../../audit/audit-log.service.js';
import { systemClock } from '../../config/clock.js';
import { readIfPresent, writePrivateFile } from '../../embedded/private-files.js';
import { SetupError } from '../../embedded/setup-error.js';
import { HandbookService } from '../../handbook/handbook.service.js';
import { poolOf } from '../../persistence/sql.js';
import { CLI_KEY_FILE } from '../cli/kept-files.js';
import { withMe } from './me.js';
import type { UpOptions } from './up.model.js';

const ADMIN_TOKEN_FILE = 'admin-token';

export interface AppliedHandbook {
  readonly handbook: Handbook;
  readonly name: string;
  readonly diff: readonly string[];
}

/** Makes the asked-for handbook the running one, and says what changes. Throws SetupError with every problem at its place. */
export async function applyHandbook(service: HandbookService, options: Pick<UpOptions, 'handbook' | 'me'>): Promise<AppliedHandbook> {
  const text = await readFile(options.handbook).catch((error: unknown) => {
    throw new SetupError(`--handbook ${options.handbook}: ${error instanceof Error ? error.message : String(error)}`);
  });
  const at = systemClock.now();
  const source = options.me === undefined ? text : withMe(text.toString('utf8'), options.me, at);
  const applied = await service.applyAtStart(source, options.handbook, 'up', at);
  if (!applied.ok) {
    const problems = applied.error.map((one) => `  ${one.file}:${one.line}:${one.column} ${one.path} — ${one.problem} — ${one.fix}`);
    throw new SetupError(`the handbook has ${problems.length} problem(s); the running version stays:\n${problems.join('\n')}`);
  }
  const handbook = await service.byVersion(applied.value.versionId);
  return { handbook, name: `${handbook.id} ${handbook.version}, version ${applied.value.versionId}`, diff: applied.value.diff };
}

/** The token of the command line on this machine; its text when it was made just now. */
export async function adminToken(
  dataSource: DataSource,
  dataDir: string,
): Promise<{ readonly file: string; readonly made: string | null }> {
  const file = join(dataDir, ADMIN_TOKEN_FILE);
  const access = new AccessService(new TokensRepository(dataSource), new SessionsRepository(dataSource), new AuditLogService(dataSource));
  const known = readIfPresent(file)?.trim();
  const isValid =
    known !== undefined &&
    (await access.authenticate(known).then(
      () => true,
      () => false,
    ));
  if (isValid) return { file, made: null };
  const made = await access.issueAdminToken();
  writePrivateFile(file, `${made}\n`);
  return { file, made };
}

/** With what `tocsin alert send` sends on this machine: an integration key of its own, made on first use. */
export async function cliIntegrationKey(dataSource: DataSource, dataDir: string): Promise<void> {
  const file = join(dataDir, CLI_KEY_FILE);
  const keys = new IntegrationKeysService(new IntegrationKeysRepository(poolOf(dataSource)), new AuditLogService(dataSource), systemClock);
  const known = await keys.find(readIfPresent(file)?.trim() ?? '');
  if (known !== null && known.revokedAt === null) return;
  const made = await keys.create({ name: 'tocsin alert send', kind: 'pagerduty', by: 'up' });
  writePrivateFile(file, `${made.secret}\n`);
}
