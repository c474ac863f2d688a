import { type Alias, type Document, isScalar, LineCounter, parseDocument, visit, type YAMLMap } from 'yaml';
import { err, ok, type Result } from '../../domain/result.js';
import { findExcess } from './parse-limits.js';
import { type Locate, locatorOf } from './parse-locate.js';
import type { Place, SourceProblem } from './problem.js';

/** Far above any real handbook: a file beyond it is refused unread. */
export const MAX_HANDBOOK_BYTES = 1024 * 1024;
/** Each alias may stand for a whole block; a few are a convenience, many are a bomb. */
const MAX_ALIASES = 100;

export interface ParsedSource {
  readonly text: string;
  /** Plain data: maps, lists and scalars. */
  readonly data: unknown;
  readonly locate: Locate;
}

const START: Place = { line: 1, column: 1 };

/** Bytes → plain data with positions. Never throws, whatever the bytes are. */
export function readSource(source: Uint8Array | string): Result<ParsedSource, readonly SourceProblem[]> {
  const size = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
  if (size > MAX_HANDBOOK_BYTES) {
    return err([
      {
        ...START,
        problem: `the file has ${size} bytes, more than ${MAX_HANDBOOK_BYTES}`,
        fix: 'a handbook is a text of some kilobytes: check that this is the right file',
      },
    ]);
  }
  const text = decode(source);
  if (!text.ok) return text;
  const excess = findControl(text.value) ?? findExcess(text.value);
  if (excess) return err([excess]);
  return readYaml(text.value);
}

function readYaml(text: string): Result<ParsedSource, readonly SourceProblem[]> {
  const lines = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, strict: true, logLevel: 'error' });
    const problems = document.errors.map((error) => ({ ...place(error.pos[0]), ...explain(error.code, error.message) }));
    problems.push(...nodeProblems(document, place));
    if (problems.length > 0) return err(problems);
    const data: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return ok({ text, data, locate: locatorOf(document, place) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err([{ ...START, problem: `not readable as YAML: ${reason}`, fix: 'write plain YAML without tricks: maps, lists and texts' }]);
  }
}

function decode(source: Uint8Array | string): Result<string, readonly SourceProblem[]> {
  if (typeof source === 'string') return ok(source.replace(/^\uFEFF/, ''));
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(source));
  } catch {
    // The fatal decoder does not say where; the lenient one marks the place.
    const before = (new TextDecoder('utf-8').decode(source).split('\uFFFD')[0] ?? '').split('\n');
    const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return err([{ ...place, problem: 'the file is not UTF-8 text', fix: 'save it as UTF-8' }]);
  }
}

function findControl(text: string): SourceProblem | null {
  const index = text.search(/(?![\n\r\t\u0085])\p{Cc}/u);
  if (index < 0) return null;
  const before = text.slice(0, index).split('\n');
  const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  return { ...place, problem: 'holds a control character', fix: 'remove it' };
}

/** What the parser lets pass: aliases first, then keys that occur twice. One walk, since it costs as much as a fifth of the parsing. */
function nodeProblems(document: Document, place: (offset: number) => Place): SourceProblem[] {
  const aliases: Alias[] = [];
  const twice: SourceProblem[] = [];
  visit(document, {
    Alias: (_, alias) => void aliases.push(alias),
    Map: (_, map: YAMLMap) => void twice.push(...duplicateKeys(map, place)),
  });
  return [...aliasProblems(document, aliases, place), ...twice];
}

function aliasProblems(document: Document, aliases: readonly Alias[], place: (offset: number) => Place): readonly SourceProblem[] {
  if (aliases.length > MAX_ALIASES) {
    return [{ ...START, problem: `${aliases.length} aliases, more than ${MAX_ALIASES}`, fix: 'write repeated parts out' }];
  }
  return aliases.flatMap((alias) => {
    const target = alias.resolve(document);
    const at = place(alias.range?.[0] ?? 0);
    if (!target)
      return [{ ...at, problem: `the alias *${alias.source} has no anchor`, fix: `mark the part that it repeats with &${alias.source}` }];
    const loops = isWithin(alias, target.range);
    return loops ? [{ ...at, problem: `the alias *${alias.source} contains itself`, fix: 'write the part out' }] : [];
  });
}

/** The parser's own check compares every key with every other: quadratic. */
function duplicateKeys(map: YAMLMap, place: (offset: number) => Place): readonly SourceProblem[] {
  const problems: SourceProblem[] = [];
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (seen.has(name))
      problems.push({
        ...place(key.range?.[0] ?? 0),
        problem: `the key "${name.slice(0, 60)}" occurs twice`,
        fix: 'keep one of the two',
      });
    seen.add(name);
  }
  return problems;
}

function isWithin(alias: Alias, range: readonly [number, number, number] | null | undefined): boolean {
  const offset = alias.range?.[0];
  return offset !== undefined && range !== null && range !== undefined && range[0] <= offset && offset < range[1];
}

function explain(code: string, message: string): { problem: string; fix: string } {
  switch (code) {
    case 'TAB_AS_INDENT':
      return { problem: 'a tab is used for indentation', fix: 'indent with spaces' };
    case 'MULTIPLE_DOCS':
      return { problem: 'the file holds more than one YAML document', fix: 'keep one document: remove the line "---"' };
    default:
      return { problem: message.replace(/\s+/g, ' '), fix: 'correct the YAML here' };
  }
}
