import { Lexer } from 'yaml';
import type { SourceProblem } from './problem.js';

/** Deeper than any handbook nests; a bound for the recursion of what reads it. */
const MAX_DEPTH = 64;
/** Some ten times the shipped handbook. YAML's cost grows with its tokens, not with its bytes. */
const MAX_TOKENS = 40_000;
const MAX_TOKEN_CHARACTERS = 10_000;
/** The lexer's own mark: the next token is a text as it stands. */
const TEXT_FOLLOWS = '\u001F';

/** What has been read so far; one object for all tokens, since a file has tens of thousands. */
interface Scan {
  tokens: number;
  /** Where the token begins. */
  line: number;
  column: number;
  /** Open brackets and braces. */
  brackets: number;
  /** List dashes and key marks of this line. */
  indicators: number;
  isText: boolean;
}

/** What makes a file too much to be worth parsing, at its place; null: nothing does. Costs at most `MAX_TOKENS` tokens. */
export function findExcess(text: string): SourceProblem | null {
  const scan: Scan = { tokens: 0, line: 1, column: 1, brackets: 0, indicators: 0, isText: false };
  for (const token of new Lexer().lex(text)) {
    count(scan, token);
    const excess = excessOf(scan, token);
    if (excess) return { line: scan.line, column: scan.column, ...excess };
    move(scan, token);
  }
  return null;
}

function excessOf(scan: Scan, token: string): { readonly problem: string; readonly fix: string } | null {
  if (scan.tokens > MAX_TOKENS) {
    return {
      problem: `more than ${MAX_TOKENS} words and signs up to here`,
      fix: 'a handbook is a few thousand lines at most: check that this is the right file',
    };
  }
  if (token.length > MAX_TOKEN_CHARACTERS) {
    return { problem: `a piece of ${token.length} characters`, fix: `keep each text below ${MAX_TOKEN_CHARACTERS} characters` };
  }
  const isIndentation = scan.column === 1 && token.length > 4 * MAX_DEPTH && /^ +$/.test(token);
  const isDeep = isIndentation || scan.brackets + scan.indicators > MAX_DEPTH;
  return isDeep ? { problem: 'nested too deeply', fix: `nest at most ${MAX_DEPTH} levels` } : null;
}

function count(scan: Scan, token: string): void {
  scan.tokens += 1;
  if (!scan.isText) scan.brackets = Math.max(0, scan.brackets + bracketsOf(token));
  if (token.includes('\n')) scan.indicators = 0;
  else if (!scan.isText && isIndicator(token)) scan.indicators += 1;
  scan.isText = token === TEXT_FOLLOWS;
}

/** Beyond the token. */
function move(scan: Scan, token: string): void {
  const lastBreak = token.lastIndexOf('\n');
  if (lastBreak < 0) {
    scan.column += scan.isText ? 0 : token.length;
    return;
  }
  scan.line += token.split('\n').length - 1;
  scan.column = token.length - lastBreak;
}

function bracketsOf(token: string): number {
  if (token === '[' || token === '{') return 1;
  return token === ']' || token === '}' ? -1 : 0;
}

const isIndicator = (token: string): boolean => token === '-' || token === '?';
