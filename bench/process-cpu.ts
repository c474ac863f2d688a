import { readdirSync, readFileSync } from 'node:fs';

/** Linux' USER_HZ: clock ticks per second in /proc. */
const TICKS_PER_SECOND = 100;
const UTIME = 11;
const STIME = 12;
/** Of children that ended. */
const CHILDREN = [13, 14] as const;

/** Microseconds of CPU that a process has used so far, all its threads and ended children together. */
export function cpuMicros(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = [UTIME, STIME, ...CHILDREN].reduce((sum, field) => sum + Number(fields[field]), 0);
  return (ticks / TICKS_PER_SECOND) * 1_000_000;
}

/** The same for named processes, each with its children: PostgreSQL works in a process per connection. */
export function cpuOf(pids: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => [name, [pid, ...childrenOf(pid)].reduce((sum, one) => sum + cpuMicros(one), 0)]),
  );
}

const childrenOf = (pid: number): readonly number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );

/** The memory of a process that is in RAM, in MB. */
export function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? Number.NaN) / 1_024;
}
