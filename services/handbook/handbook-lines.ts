import { printPath } from '../../domain/oncall/rule-path.js';
import { at, itemsOf } from './parse-raw.js';
import { readSource } from './parse-source.js';
import type { Path } from './problem.js';

/** Where something stands in the text of a handbook. */
export interface Line {
  /** For example `escalation.standard.steps[1]`. */
  readonly path: string;
  /** Counts from 1. */
  readonly line: number;
}

/** The lines of a handbook's own text. */
export interface HandbookLines {
  /** null: the text has no such part. */
  at(...path: Path): Line | null;
  /** The entry of the list at `path` whose `field` is `value`. */
  entry(path: Path, field: string, value: string): Line | null;
}

/** Of a text that was stored: it was valid once, so whatever cannot be read now has no lines. */
export function handbookLines(source: string): HandbookLines {
  const read = readSource(source);
  const lineOf = (path: Path): Line | null => {
    if (!read.ok || at(read.value.data, ...path) === undefined) return null;
    return { path: printPath(path), line: read.value.locate(path, 'key').line };
  };
  return {
    at: (...path) => lineOf(path),
    entry: (path, field, value) => {
      if (!read.ok) return null;
      const index = itemsOf(at(read.value.data, ...path)).findIndex((one) => at(one, field) === value);
      return index < 0 ? null : lineOf([...path, index]);
    },
  };
}
