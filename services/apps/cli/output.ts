import { stdout } from 'node:process';

/** Prints data on stdout: JSON where it was asked for, else words. */
export function answer<T>(data: T, flags: { readonly json?: true }, words: (data: T) => string): void {
  stdout.write(`${flags.json === true ? JSON.stringify(data, null, 2) : words(data)}\n`);
}

/** Columns as wide as their widest cell; control characters of hostile texts are neutralised. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map(harmless));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

const MAX_CELL = 120;

/** A text from outside as one line that cannot steer a terminal. */
export const harmless = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, MAX_CELL);
