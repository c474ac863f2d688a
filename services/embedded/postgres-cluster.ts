import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../config/message-of.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { readIfPresent, writePrivateFile } from './private-files.js';
import { SetupError } from './setup-error.js';
import type { SystemUser } from './system-user.js';

const execute = promisify(execFile);

/** `full` survives power loss; `none` is for data that a test throws away. */
export type Durability = 'full' | 'none';

interface ClusterRequest {
  readonly root: string;
  readonly directory: string;
  readonly binaries: PostgresBinaries;
  readonly user: SystemUser | undefined;
  readonly durability: Durability;
}

export interface Cluster {
  readonly dataDirectory: string;
  readonly password: string;
}

/** The cluster in `directory`, made when there is none. Throws SetupError when another major version wrote it. */
export async function openCluster(request: ClusterRequest): Promise<Cluster> {
  const dataDirectory = join(request.directory, 'data');
  const passwordFile = join(request.root, 'postgres-password');
  const written = readIfPresent(join(dataDirectory, 'PG_VERSION'))?.trim();
  if (written === undefined) {
    const password = randomBytes(24).toString('base64url');
    writePrivateFile(passwordFile, password);
    await initialise(request, dataDirectory, password);
    return { dataDirectory, password };
  }
  if (written !== request.binaries.major) throw otherMajor(dataDirectory, written, request.binaries.major);
  const password = readIfPresent(passwordFile);
  if (password !== null) return { dataDirectory, password };
  throw new SetupError(
    `the password of the database in ${dataDirectory} is missing: ${passwordFile} does not exist`,
    'Restore that file from a backup, or set DATABASE_URL.',
  );
}

/** Made aside and moved, so that an interrupted initdb leaves no half cluster behind. */
async function initialise(request: ClusterRequest, dataDirectory: string, password: string): Promise<void> {
  const { directory, binaries, user } = request;
  const draft = join(directory, 'data.draft');
  const passwordFile = join(directory, 'initial-password');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) [directory, passwordFile].forEach((path) => chownSync(path, user.uid, user.gid));
  const args = [
    '-D',
    draft,
    '-U',
    'tocsin',
    '--pwfile',
    passwordFile,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  try {
    await execute(binaries.initdb, [...args, ...syncArguments(request.durability)], {
      env: { LC_ALL: 'C', TZ: 'UTC' },
      cwd: directory,
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
    });
    renameSync(draft, dataDirectory);
  } catch (error) {
    throw new SetupError(`initdb failed in ${directory}: ${messageOf(error)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function syncArguments(durability: Durability): string[] {
  if (durability === 'none') return ['--no-sync'];
  return process.platform === 'linux' ? ['--sync-method=syncfs'] : [];
}

function otherMajor(dataDirectory: string, written: string, carried: string): SetupError {
  return new SetupError(
    `the data in ${dataDirectory} was written by PostgreSQL ${written}, and this release carries PostgreSQL ${carried}`,
    `Nothing was changed. Run PostgreSQL ${written} on it and set DATABASE_URL, move it over with pg_dump, or start with another --data-dir.`,
  );
}
