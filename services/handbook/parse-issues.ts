import type { z } from 'zod';
import { closest, didYouMean } from './did-you-mean.js';
import type { Path, Report } from './problem.js';

type Issue = z.core.$ZodIssue;

/** Tells every issue that zod found in the handbook's own language. */
export function reportIssues(issues: readonly Issue[], report: Report, base: Path = []): void {
  for (const issue of issues) {
    if (isMisspelt(issue, issues)) continue;
    const path = [...base, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
    reportIssue(issue, path, report);
  }
}

/** A key that is missing because it stands there misspelt: the misspelling is the one problem. */
function isMisspelt(issue: Issue, issues: readonly Issue[]): boolean {
  if (issue.input !== undefined || issue.path.length === 0) return false;
  const parent = issue.path.slice(0, -1).join('.');
  const key = String(issue.path.at(-1));
  return issues.some(
    (other) =>
      other.code === 'unrecognized_keys' && other.path.join('.') === parent && other.keys.some((name) => closest(name, [key]) === key),
  );
}

function reportIssue(issue: Issue, path: Path, report: Report): void {
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) report([...path, key], unknownKey(key, path), didYouMean(key, issue.message.split(' ')), 'key');
      return;
    case 'invalid_union':
      return reportUnion(issue, path, report);
    case 'invalid_key':
      return report(path, ...split(issue.issues[0]?.message ?? issue.message), 'key');
    case 'invalid_type':
      return reportType(issue, path, report);
    default:
      return issue.input === undefined ? missing(issue, path, report) : report(path, ...split(issue.message));
  }
}

function unknownKey(key: string, path: Path): string {
  const name = `"${key.slice(0, 60)}"`;
  return path[0] === 'people' && path.at(-1) === 'contact' ? `the contact method ${name} has no adapter` : `unknown key ${name}`;
}

/** Of several shapes, the one that the author came closest to: which knows most of the keys, then whose first issue lies deepest. */
function reportUnion(issue: Issue & { code: 'invalid_union' }, path: Path, report: Report): void {
  const depth = (branch: readonly Issue[]): number =>
    Math.max(0, ...branch.map((inner) => inner.path.length + (inner.code === 'invalid_type' ? 0 : 0.5)));
  const closest = issue.errors.toSorted((a, b) => unknownKeys(a) - unknownKeys(b) || depth(b) - depth(a))[0];
  if (closest && depth(closest) > 0) return reportIssues(closest, report, path);
  if (issue.input === undefined) return missing(issue, path, report);
  return report(path, ...split(issue.message));
}

/** How many of the author's keys a shape does not know; more than any, where it is another kind of value altogether. */
function unknownKeys(branch: readonly Issue[]): number {
  const own = branch.filter((inner) => inner.path.length === 0);
  return own.reduce((sum, inner) => sum + (inner.code === 'unrecognized_keys' ? inner.keys.length : 1_000), 0);
}

function reportType(issue: Issue & { code: 'invalid_type' }, path: Path, report: Report): void {
  if (issue.input === undefined) return missing(issue, path, report);
  const [problem, fix] = split(issue.message);
  const found = kindOf(issue.input);
  if (fix !== DEFAULT_FIX) return report(path, `${problem} (found ${found})`, fix);
  const expected = EXPECTED[issue.expected] ?? issue.expected;
  return report(path, `expected ${expected}, found ${found}`, `write ${expected} here`);
}

function missing({ message }: Issue, path: Path, report: Report): void {
  const key = String(path.at(-1) ?? 'the handbook');
  const [problem, fix] = split(message);
  if (fix === DEFAULT_FIX) report(path, `"${key}" is missing`, `add ${key}: …`, 'key');
  else report(path, problem, fix, 'key');
}

const EXPECTED: Readonly<Record<string, string>> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
};
const DEFAULT_FIX = 'correct this value';

function split(message: string): [string, string] {
  const [problem = message, fix = DEFAULT_FIX] = message.split(' — ');
  return [problem, fix];
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return `the ${typeof value} ${JSON.stringify(value)?.slice(0, 60) ?? ''}`;
}
