/** Counts from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with the text itself. */
export interface SourceProblem extends Place {
  readonly problem: string;
  readonly fix: string;
}

/** One thing that is wrong in a handbook file, where, and how to put it right. */
export interface Problem extends SourceProblem {
  readonly file: string;
  /** For example `people.ada.reach.high[0]`; empty for the file as a whole. */
  readonly path: string;
}

/** Something of the guide that the author has yet to fill in with their own. */
export interface Placeholder extends Place {
  readonly file: string;
  readonly path: string;
  /** The guide's own words, for example `[Contact Information]`. */
  readonly guide: string;
  /** The sample that stands there until then. */
  readonly sample: string;
}

/** `file:line:column path — what is wrong — how to fix` */
export function printProblem({ file, line, column, path, problem, fix }: Problem): string {
  return withoutControls(`${file}:${line}:${column} ${path || '(file)'} — ${problem} — ${fix}`);
}

/** A file's own words may hold terminal escapes: shown, they are harmless. */
export function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, '�');
}

export type Path = readonly (string | number)[];

/** Says that something is wrong at a path of the file; `key` points at the key rather than at its value. */
export type Report = (path: Path, problem: string, fix: string, where?: 'key' | 'value') => void;
