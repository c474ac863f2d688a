import { findExcess } from './parse-limits.js';

describe('what makes a file too much to be parsed is shown at its place', () => {
  it.each([
    ['brackets, at the first too many', `a: 1\nb: ${'['.repeat(65)}`, { line: 2, column: 68, problem: 'nested too deeply' }],
    ['brackets over several lines', `a:\n${'  - [\n'.repeat(65)}`, { line: 65, column: 5, problem: 'nested too deeply' }],
    ['dashes of one line', `a:\n${'- '.repeat(65)}x`, { line: 2, column: 129, problem: 'nested too deeply' }],
    ['indentation', `a:\n${' '.repeat(257)}b: 1`, { line: 2, column: 1, problem: 'nested too deeply' }],
    ['one long piece', `a: 1\nb: ${'x'.repeat(10_001)}`, { line: 2, column: 4, problem: 'a piece of 10001 characters' }],
    ['one long piece after a text of two lines', `k: 1\nl: {a: "x\n  yy", b: ${'x'.repeat(10_001)}}`, { line: 3, column: 11 }],
    ['a long text of several lines', `a: "\n  ${'x'.repeat(9_000)}"\nb: ${'x'.repeat(10_001)}`, { line: 3, column: 4 }],
  ])('%s', (_, text, found) => {
    expect(findExcess(text)).toMatchObject(found);
  });

  it.each([
    ['brackets that are closed again', '[]\n'.repeat(200)],
    ['brackets inside texts', `a: "${'['.repeat(200)}"`],
    ['dashes of many lines', '- x\n'.repeat(200)],
    ['texts of one dash', 'a: "-"\n'.repeat(200)],
  ])('%s are not', (_, text) => {
    expect(findExcess(text)).toBeNull();
  });

  it('the first word beyond the bound, in its line', () => {
    const found = findExcess('k: 1\n'.repeat(20_000));
    expect(found).toMatchObject({ problem: 'more than 40000 words and signs up to here' });
    expect(found?.line).toBeGreaterThan(5_000);
    expect(findExcess('k: 1\n'.repeat((found?.line ?? 0) - 1))).toBeNull();
  });
});
