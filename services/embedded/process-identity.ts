import { execFileSync } from 'node:child_process';
import { readIfPresent } from './private-files.js';
import { hasCode, propertyOf } from './setup-error.js';

/** A process that a later start can recognise: a pid alone is reused, a pid with its start time is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque: kernel start time and boot id, or what `ps` says where there is no /proc. */
  readonly startedAt: string;
}

/** Identity of a running process; null when there is none with this pid, or only its exit status is left. */
export function identify(pid: number): ProcessIdentity | null {
  const startedAt = process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
  return startedAt === null ? null : { pid, startedAt };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startedAt === identity.startedAt;
}

/** Sends a signal to the process, or to its group when `pid` is negative; false when nobody is there. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (hasCode(error, 'ESRCH', 'EPERM')) return false;
    throw error;
  }
}

function startFromProc(pid: number): string | null {
  const stat = readProc(`/proc/${pid}/stat`);
  // The command name, in parentheses, may itself hold spaces and parentheses: count fields after the last one.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state, ticks] = [fields[0], fields[19]];
  if (ticks === undefined || state === 'Z' || state === 'X') return null;
  return `${ticks}@${readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? 'boot'}`;
}

function readProc(path: string): string | null {
  try {
    return readIfPresent(path);
  } catch (error) {
    if (hasCode(error, 'ESRCH', 'EACCES')) return null;
    throw error;
  }
}

function startFromPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { LC_ALL: 'C' } }).trim() || null;
  } catch (error) {
    if (propertyOf(error, 'status') === 1) return null;
    throw error;
  }
}
