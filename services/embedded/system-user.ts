import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SetupError } from './setup-error.js';

/** The unprivileged account that runs PostgreSQL when this process is root (PostgreSQL refuses root). */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['tocsin', 'postgres', 'nobody'] as const;
const OTHERS_MAY_ENTER = 0o001;

/** Undefined for an ordinary user, who runs PostgreSQL as themselves. Throws SetupError when root has nobody to become. */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map(parseAccount);
  for (const name of CANDIDATES) {
    const account = accounts.find((candidate) => candidate.name === name && candidate.uid > 0);
    if (account !== undefined) return account;
  }
  throw new SetupError(
    'PostgreSQL does not run as root, and /etc/passwd has none of the accounts tocsin, postgres, nobody',
    'Create one (useradd --system tocsin), start Tocsin as an ordinary user, or set DATABASE_URL.',
  );
}

/** Throws SetupError naming the first directory above `path` that `user` cannot pass through. */
export function assertReachable(path: string, user: SystemUser): void {
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    const status = statSync(directory);
    const mayEnter = status.uid === user.uid || (status.mode & OTHERS_MAY_ENTER) !== 0;
    if (!mayEnter) {
      throw new SetupError(
        `as root, PostgreSQL runs as ${user.name}, who cannot enter ${directory}`,
        'Choose --data-dir below /var/lib (the default is /var/lib/tocsin), or start Tocsin as an ordinary user.',
      );
    }
    if (directory === dirname(directory)) return;
  }
}

function parseAccount(line: string): SystemUser {
  const [name = '', , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}
