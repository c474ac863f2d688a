import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { hasCode } from './setup-error.js';

const LISTEN = '0A';

/** Who listens on a TCP port of this machine, in words ("python3, process 812"); null when it cannot be known. */
export function portHolder(port: number): string | null {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(table, port)));
  if (inodes.size === 0) return null;
  const pid = list('/proc').find((name) => /^\d+$/.test(name) && holdsSocket(name, inodes));
  return pid === undefined ? 'a process of another user' : `${read(`/proc/${pid}/comm`).trim()}, process ${pid}`;
}

function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return read(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(suffix) === true && fields[3] === LISTEN)
    .flatMap((fields) => fields[9] ?? []);
}

function holdsSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  return list(`/proc/${pid}/fd`).some((fd) => {
    const inode = /^socket:\[(\d+)\]$/.exec(quietly(() => readlinkSync(`/proc/${pid}/fd/${fd}`), ''))?.[1];
    return inode !== undefined && inodes.has(inode);
  });
}

const list = (path: string): string[] => quietly(() => readdirSync(path), []);
const read = (path: string): string => quietly(() => readFileSync(path, 'utf8'), '');

/** Processes end while we look, and those of other users are closed to us: both mean "nothing to see". */
function quietly<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return otherwise;
    throw error;
  }
}
