import { parseHandbook } from './parse-handbook.js';
import { type Problem, printProblem } from './problem.js';

const MB = 1024 * 1024;

/** The problems, and a failure if finding them costs a second of this process's time (a busy machine does not count). */
function refusal(source: string | Uint8Array): readonly Problem[] {
  const began = process.cpuUsage();
  const result = parseHandbook(source, 'h.yaml');
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(1_000);
  if (result.ok) throw new Error('accepted');
  expect(result.error.length).toBeGreaterThan(0);
  expect(result.error.length).toBeLessThanOrEqual(500);
  return result.error;
}

describe('a file that is no handbook is refused within a second, never with an exception', () => {
  it.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['a list', '- 1\n- 2'],
    ['null', '~'],
    ['a lone bracket', '{'],
    ['NUL', 'handbook: "\0"\n\0'],
    [
      'keys of objects',
      '__proto__: { people: { ada: 1 } }\nconstructor: { prototype: 1 }\npeople: { __proto__: { name: x }, constructor: 7 }',
    ],
    ['maps as keys', '? [a, b]\n: { ? { c: d } : e }'],
    ['merge keys', 'people:\n  a: &a { name: x }\n  b: { <<: *a }'],
    ['numbers beyond all bounds', 'version: 1e309\npeople: .inf\nschedules: -.nan'],
    ['a megabyte of brackets', '['.repeat(MB)],
    ['a megabyte of braces', '{a: '.repeat(MB / 4)],
    ['a megabyte of dashes', '- '.repeat(MB / 2)],
    ['a megabyte of questions', '? '.repeat(MB / 2)],
    ['a megabyte of indentation', Array.from({ length: 1_400 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['a megabyte of lines', 'a\n'.repeat(MB / 2)],
    ['a megabyte of unknown keys', Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['a megabyte of one key', 'a: 1\n'.repeat(MB / 5)],
    ['a megabyte of a text', `handbook: ${'x'.repeat(MB - 20)}`],
    ['a megabyte of people', `people:\n${Array.from({ length: 50_000 }, (_, index) => `  p${index}: {}`).join('\n')}`],
    ['a megabyte of anchors', Array.from({ length: 40_000 }, (_, index) => `a${index}: &a${index} x`).join('\n')],
    ['a megabyte of aliases', `a: &a x\nb: [${'*a,'.repeat(MB / 4)}]`],
    ['a megabyte of quotes', '"'.repeat(MB)],
    ['a megabyte of tags', '!a '.repeat(MB / 3)],
    ['a megabyte of comments', '#\n'.repeat(MB / 2)],
    ['a megabyte of bad escapes', `handbook: "${'\\x'.repeat(MB / 2 - 10)}"`],
    ['a megabyte of directives', '%a\n'.repeat(MB / 3)],
    ['a megabyte of empty lists', '[]'.repeat(MB / 2)],
    ['a megabyte of documents', '---\n'.repeat(MB / 4)],
  ])('%s', (_, source) => {
    refusal(source);
  });

  it('ten megabytes, by their size alone', () => {
    expect(refusal('a'.repeat(10 * MB))[0]?.problem).toContain(`more than ${MB}`);
    expect(refusal(new Uint8Array(10 * MB))[0]?.problem).toContain(`more than ${MB}`);
  });

  it('bytes that are not UTF-8, at their place', () => {
    const bytes = Buffer.concat([Buffer.from('handbook: a\nversion: "'), Buffer.from([0xff, 0xfe]), Buffer.from('"\n')]);
    expect(refusal(bytes)).toMatchObject([{ line: 2, column: 11, problem: 'the file is not UTF-8 text' }]);
  });

  it('a tab used for indentation', () => {
    expect(refusal('people:\n\tada: 1\n')).toMatchObject([{ line: 2, problem: expect.stringContaining('tab') }]);
  });

  it('the same key twice, at the second', () => {
    expect(refusal('version: "1"\nhandbook: a\nversion: "2"\n')).toMatchObject([
      { line: 3, column: 1, problem: 'the key "version" occurs twice' },
    ]);
  });

  it('an alias that contains itself', () => {
    expect(refusal('people: &loop\n  ada: *loop\n')).toMatchObject([{ line: 2, column: 8, problem: 'the alias *loop contains itself' }]);
  });

  it('an alias without an anchor', () => {
    expect(refusal('people: *nowhere\n')).toMatchObject([{ line: 1, problem: expect.stringContaining('no anchor') }]);
  });

  it('aliases that multiply', () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array.from({ length: 9 }, () => `*l${level}`).join(', ')}]`,
    );
    refusal(['l0: &l0 [x, x, x]', ...levels].join('\n'));
  });

  it.each([
    ['a NUL in a text', 'definition: "System\\0 down"'],
    ['half a character in a text', 'definition: "System\\uD800 down"'],
    ['a key that is no name', '__proto__: { urgency: high }'],
  ])('%s, which PostgreSQL would refuse later', (_, line) => {
    const problems = refusal(`severities:\n  sev1:\n    ${line}\n`);
    expect(problems.filter((problem) => problem.line === 3).map(({ fix }) => fix)).toContainEqual(
      expect.stringMatching(/remove it|use letters/),
    );
  });

  it('a NUL in a comment, at its place', () => {
    expect(refusal('handbook: a\n# \0\n')).toMatchObject([{ line: 2, column: 3, problem: 'holds a control character' }]);
  });

  it('two documents', () => {
    expect(refusal('a: 1\n---\nb: 2\n')[0]?.problem).toContain('more than one YAML document');
  });

  it('and shows no terminal escape that the file holds', () => {
    const shown = refusal('"\\e[2Jevil": 1\n').map(printProblem).join('\n');
    expect(shown).toContain('unknown key "\uFFFD[2Jevil"');
    expect(shown).not.toContain('\u001B');
  });
});
