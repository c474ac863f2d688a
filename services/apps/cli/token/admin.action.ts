import { DomainFailure } from '../../../../domain/error.js';
import { AccessService } from '../../../access/access.service.js';
import { SessionsRepository } from '../../../access/sessions.repository.js';
import { TokensRepository } from '../../../access/tokens.repository.js';
import { AuditLogService } from '../../../audit/audit-log.service.js';
import { readEnvironment } from '../../../config/environment.js';
import { writePrivateFile } from '../../../embedded/private-files.js';
import type { Runtime } from '../../../embedded/runtime-file.js';
import { createDataSource } from '../../../persistence/data-source.js';
import { answer, type JsonFlag, say } from '../output.js';
import { findServer } from '../server.js';

/**
 * Proof enough: whoever may read `runtime.json`, or holds `DATABASE_URL`, may read the database. Earlier admin tokens stay valid
 * until they are revoked.
 */
export async function admin(flags: JsonFlag): Promise<void> {
  const { DATABASE_URL } = readEnvironment();
  const runtime = DATABASE_URL === undefined ? findServer().runtime : null;
  const databaseUrl = DATABASE_URL ?? runtime?.databaseUrl;
  if (databaseUrl === undefined) {
    throw new DomainFailure({
      code: 'FORBIDDEN',
      detail: 'an admin token is made where the database can be reached',
      hint: 'Run this on the machine that runs the server, or with its DATABASE_URL; elsewhere, `tocsin token create --role admin` with an admin token.',
    });
  }
  const token = await issue(databaseUrl);
  if (runtime !== null) keep(runtime, token);
  answer({ token }, flags, () => token);
}

async function issue(databaseUrl: string): Promise<string> {
  const dataSource = createDataSource({ url: databaseUrl, poolSize: 2 });
  await dataSource.initialize().catch((error: unknown) => {
    throw new DomainFailure({
      code: 'UNAVAILABLE',
      detail: `the database does not answer: ${error instanceof Error ? error.message : String(error)}`,
    });
  });
  try {
    return await new AccessService(
      new TokensRepository(dataSource),
      new SessionsRepository(dataSource),
      new AuditLogService(dataSource),
    ).issueAdminToken();
  } finally {
    await dataSource.destroy();
  }
}

function keep({ adminTokenFile }: Runtime, token: string): void {
  if (adminTokenFile === undefined) return;
  writePrivateFile(adminTokenFile, `${token}\n`);
  say(
    `Kept for this command line in ${adminTokenFile} (0600). Earlier admin tokens stay valid: \`tocsin token list\`, \`tocsin token revoke <id>\`.`,
  );
}
