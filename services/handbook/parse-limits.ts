import { Lexer } from 'yaml';
import type { Place, SourceProblem } from './problem.js';

/** Deeper than any handbook nests; a bound for the recursion of what reads it. */
const MAX_DEPTH = 64;
/** Some ten times the shipped handbook. YAML's cost grows with its tokens, not with its bytes. */
const MAX_TOKENS = 40_000;
const MAX_TOKEN_CHARACTERS = 10_000;
/** The lexer's own mark: the next token is a text as it stands. */
const TEXT_FOLLOWS = '\u001F';

interface Scan {
  readonly tokens: number;
  readonly place: Place;
  /** Open brackets and braces. */
  readonly brackets: number;
  /** List dashes and key marks of this line. */
  readonly indicators: number;
  readonly isText: boolean;
}

const START: Scan = { tokens: 0, place: { line: 1, column: 1 }, brackets: 0, indicators: 0, isText: false };

/** What makes a file too much to be worth parsing, at its place; null: nothing does. Costs at most `MAX_TOKENS` tokens. */
export function findExcess(text: string): SourceProblem | null {
  let scan = START;
  for (const token of new Lexer().lex(text)) {
    const next = scanned(scan, token);
    const excess = excessOf(next, token, scan.place);
    if (excess) return { ...scan.place, ...excess };
    scan = next;
  }
  return null;
}

function excessOf(scan: Scan, token: string, place: Place): { readonly problem: string; readonly fix: string } | null {
  if (scan.tokens > MAX_TOKENS) {
    return {
      problem: `more than ${MAX_TOKENS} words and signs up to here`,
      fix: 'a handbook is a few thousand lines at most: check that this is the right file',
    };
  }
  if (token.length > MAX_TOKEN_CHARACTERS) {
    return { problem: `a piece of ${token.length} characters`, fix: `keep each text below ${MAX_TOKEN_CHARACTERS} characters` };
  }
  const isIndentation = place.column === 1 && token.length > 4 * MAX_DEPTH && /^ +$/.test(token);
  const isDeep = isIndentation || scan.brackets + scan.indicators > MAX_DEPTH;
  return isDeep ? { problem: 'nested too deeply', fix: `nest at most ${MAX_DEPTH} levels` } : null;
}

function scanned({ tokens, place, brackets, indicators, isText }: Scan, token: string): Scan {
  const breaks = token.split('\n');
  const isMark = token === TEXT_FOLLOWS;
  const width = isMark ? 0 : (breaks.at(-1)?.length ?? 0);
  const isNewLine = breaks.length > 1;
  return {
    tokens: tokens + 1,
    place: isNewLine ? { line: place.line + breaks.length - 1, column: 1 + width } : { line: place.line, column: place.column + width },
    brackets: isText ? brackets : Math.max(0, brackets + bracketsOf(token)),
    indicators: isNewLine ? 0 : indicators + (!isText && isIndicator(token) ? 1 : 0),
    isText: isMark,
  };
}

function bracketsOf(token: string): number {
  if (token === '[' || token === '{') return 1;
  return token === ']' || token === '}' ? -1 : 0;
}

const isIndicator = (token: string): boolean => token === '-' || token === '?';
