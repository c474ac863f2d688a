import { readFileSync } from 'node:fs';
import { parseHandbook } from './parse-handbook.js';
import { printProblem } from './problem.js';

/** A comment `# ! 23 words` says that a mistake stands at column 23 of its line, and what is to be said of it; several follow each other. */
const FILE = readFileSync(new URL('./twenty-mistakes.fixture.yaml', import.meta.url), 'utf8');

interface Expected {
  readonly line: number;
  readonly column: number;
  readonly says: string;
}

const EXPECTED: readonly Expected[] = FILE.split('\n').flatMap((text, index) => {
  const [, ...marks] = text.split(' ! ');
  return marks.map((mark) => {
    const [column = '', ...says] = mark.split(' ');
    return { line: index + 1, column: Number(column), says: says.join(' ') };
  });
});

describe('a handbook with many mistakes', () => {
  const parsed = parseHandbook(FILE, 'bad.yaml');
  const problems = parsed.ok ? [] : parsed.error;

  it('has at least twenty different ones', () => {
    expect(new Set(EXPECTED.map(({ says }) => says)).size).toBeGreaterThanOrEqual(20);
  });

  it.each(EXPECTED)('says at $line:$column that $says', ({ line, column, says }) => {
    const there = problems.filter((problem) => problem.line === line && problem.column === column).map(printProblem);
    expect(there.join('\n')).toContain(says);
  });

  it('says nothing else, and always how to fix it', () => {
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual(EXPECTED.map(({ line, column }) => `${line}:${column}`));
    for (const problem of problems) expect(printProblem(problem)).toMatch(/^bad\.yaml:\d+:\d+ \S+ — .+ — .+$/);
  });

  it('is told in the order of the file', () => {
    expect(problems.map(({ line }) => line)).toEqual(problems.map(({ line }) => line).toSorted((a, b) => a - b));
  });
});
