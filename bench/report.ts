import { cpus } from 'node:os';

/** The p-th percentile of unsorted values, p in 0..100. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** Prints what was measured: one JSON object with `--json`, else a line per figure; with the machine either way. */
export function printResult(figures: Readonly<Record<string, number | string>>): void {
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model ?? 'unknown', node: process.version };
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ ...figures, machine })}\n`);
    return;
  }
  for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(28)} ${value}\n`);
  process.stdout.write(`${'machine'.padEnd(28)} ${machine.cores} × ${machine.cpu}, Node ${machine.node}\n`);
}
