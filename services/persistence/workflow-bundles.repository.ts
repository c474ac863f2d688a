import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Pool } from 'pg';
import type { Instant } from '../../domain/instant.js';
import { sha256Of } from './archive-chain.js';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** A build's workflows are about two megabytes; more than this is no bundle of ours. */
const MAX_CODE_BYTES = 64 * 1024 * 1024;
const SOURCE_MAP_COMMENT = /\n\/\/# sourceMappingURL=data:application\/json[^\n]*\s*$/;

export interface WorkflowBundle {
  /** The digest of the code without its source map: it proves what it names. */
  readonly buildId: string;
  readonly sdkVersion: string;
  /** Without a source map: it would name the folders of whoever built it. */
  readonly code: string;
}

/** Keeps the code of a build for ever, so that its histories can be replayed. Once per build; the same again changes nothing. */
export async function archiveBundle(pool: Pool, { buildId, sdkVersion, code }: WorkflowBundle, now: Instant): Promise<void> {
  const known = await pool.query('SELECT 1 FROM workflow_bundles WHERE build_id = $1', [buildId]);
  if (known.rowCount !== 0) return;
  const plain = code.replace(SOURCE_MAP_COMMENT, '');
  await pool.query(
    `INSERT INTO workflow_bundles (build_id, sdk_version, code, digest, archived_at) VALUES ($1, $2, $3, $4, to_timestamp($5::double precision / 1000))
     ON CONFLICT ON CONSTRAINT pk_workflow_bundles DO NOTHING`,
    [buildId, sdkVersion, await pack(plain), sha256Of(plain), now],
  );
}

/** `DAMAGED`: there is a row, and its code is not the code of this build. */
export async function archivedBundle(pool: Pool, buildId: string): Promise<WorkflowBundle | 'NONE' | 'DAMAGED'> {
  const { rows } = await pool.query<{ sdk_version: string; code: Buffer; digest: string }>(
    'SELECT sdk_version, code, digest FROM workflow_bundles WHERE build_id = $1',
    [buildId],
  );
  const row = rows[0];
  if (row === undefined) return 'NONE';
  const code = await unpack(row.code, { maxOutputLength: MAX_CODE_BYTES }).then(String, () => null);
  if (code === null || !sha256Of(code).startsWith(buildId) || sha256Of(code) !== row.digest) return 'DAMAGED';
  return { buildId, sdkVersion: row.sdk_version, code };
}
