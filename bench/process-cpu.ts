import { readFileSync } from 'node:fs';

/** Linux' USER_HZ: clock ticks per second in /proc. */
const TICKS_PER_SECOND = 100;
const UTIME = 11;
const STIME = 12;

/** Microseconds of CPU that a process has used so far, all its threads together. */
export function cpuMicros(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[UTIME]) + Number(fields[STIME])) / TICKS_PER_SECOND) * 1_000_000;
}
