import { readdirSync, readFileSync } from 'node:fs';

/** Ms, since the machine started, in which some work on it waited for a processor or a disk; 0 where the kernel does not count it. */
export const starvedMs = (): number => stalledMs('cpu') + stalledMs('io');

const stalledMs = (what: 'cpu' | 'io'): number => Number(/^some .*total=(\d+)/.exec(shown(`/proc/pressure/${what}`))?.[1] ?? 0) / 1_000;

/** Every process whose command line or environment names this directory, whether or not anything remembers it. */
export function processesNaming(directory: string): readonly number[] {
  const names = (pid: string): boolean => ['cmdline', 'environ'].some((file) => shown(`/proc/${pid}/${file}`).includes(directory));
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && names(name))
    .map(Number);
}

function shown(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // a process that is gone or another account's, or a kernel without such a file
  }
}
