import { Lexer } from 'yaml';
import type { SourceProblem } from './parse-source.js';

/** Deeper than any handbook nests; a bound for the recursion of what reads it. */
const MAX_DEPTH = 64;
/** Some ten times the shipped handbook. YAML's cost grows with its tokens, not with its bytes. */
const MAX_TOKENS = 40_000;
const MAX_TOKEN_CHARACTERS = 10_000;
/** The lexer's own mark: the next token is a text as it stands. */
const TEXT_FOLLOWS = '\u001F';

/** What makes a file too much to be worth parsing, at its place; null: nothing does. Costs at most `MAX_TOKENS` tokens. */
export function findExcess(text: string): SourceProblem | null {
  let [tokens, line, column, depth, indicators] = [0, 1, 1, 0, 0];
  let isText = false;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > MAX_TOKENS) return { line, column, problem: `more than ${MAX_TOKENS} words and signs up to here`, fix: 'a handbook is a few thousand lines at most: check that this is the right file' };
    if (token.length > MAX_TOKEN_CHARACTERS) return { line, column, problem: `a piece of ${token.length} characters`, fix: `keep each text below ${MAX_TOKEN_CHARACTERS} characters` };
    if (!isText) {
      depth = Math.max(0, depth + depthChange(token));
      indicators += token === '-' || token === '?' ? 1 : 0;
    }
    if (depth + indicators > MAX_DEPTH || isDeepIndentation(token, column)) return { line, column, problem: 'nested too deeply', fix: `nest at most ${MAX_DEPTH} levels` };
    const breaks = token.split('\n');
    if (breaks.length > 1) [line, column, indicators] = [line + breaks.length - 1, 1, 0];
    isText = token === TEXT_FOLLOWS;
    if (!isText) column += breaks.at(-1)?.length ?? 0;
  }
  return null;
}

function depthChange(token: string): number {
  if (token === '[' || token === '{') return 1;
  return token === ']' || token === '}' ? -1 : 0;
}

const isDeepIndentation = (token: string, column: number): boolean => column === 1 && token.length > 4 * MAX_DEPTH && /^ +$/.test(token);
