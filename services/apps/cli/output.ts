import { stderr, stdout } from 'node:process';
import { styleText } from 'node:util';
import { harmless } from './harmless.js';

type Style = Exclude<Parameters<typeof styleText>[0], readonly unknown[]>;

/** A cell's text, and how it looks where there are colours. */
export type Cell = string | { readonly text: string; readonly style: Style | readonly Style[] };

export interface JsonFlag {
  readonly json?: true;
}

/** Prints data on stdout: JSON where it was asked for, else words. */
export function answer<T>(data: T, flags: JsonFlag, words: (data: T) => string): void {
  stdout.write(`${flags.json === true ? JSON.stringify(data, null, 2) : words(data)}\n`);
}

/** For the person at the terminal; never part of the data. */
export const say = (message: string): void => void stderr.write(`${message}\n`);

/** Colours only where a terminal reads them and NO_COLOR does not forbid it. */
export const paint = (style: Style | readonly Style[], text: string): string =>
  [style].flat().reduce<string>((painted, one) => styleText(one, painted, { stream: stdout }), text);

/** Where a title is cut in a table. */
const MAX_CELL = 120;

const textOf = (cell: Cell): string => harmless(typeof cell === 'string' ? cell : cell.text).slice(0, MAX_CELL);

/** Columns as wide as their widest cell; the last one gives way where the terminal is narrow. Hostile texts are neutralised. */
export function table(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => textOf(row[column] ?? '').length)));
  const last = header.length - 1;
  const before = widths.slice(0, last).reduce((sum, width) => sum + width + 2, 0);
  const room = stdout.isTTY && stdout.columns > 0 ? Math.max(stdout.columns - before, 20) : Number.POSITIVE_INFINITY;
  const print = (cell: Cell, column: number): string => {
    const text = column === last ? fitted(textOf(cell), room) : textOf(cell).padEnd(widths[column] ?? 0);
    return typeof cell === 'string' ? text : paint(cell.style, text);
  };
  const head = header.map((name, column) => print({ text: name, style: 'dim' }, column));
  return [head, ...rows.map((row) => row.map(print))].map((cells) => cells.join('  ').trimEnd()).join('\n');
}

const fitted = (text: string, room: number): string => (text.length <= room ? text : `${text.slice(0, room - 1)}…`);

/** `name   value` lines, one under the other; empty values are left out. */
export function facts(rows: readonly (readonly [string, string])[]): string {
  const shown = rows.filter(([, value]) => value !== '');
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `  ${paint('dim', name.padEnd(width))}  ${harmless(value)}`).join('\n');
}
