import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { checkHandbookFile } from './check-report.js';

const SHIPPED = readFileSync(new URL('../../handbook/escrow-platform.yaml', import.meta.url), 'utf8');
const SNIPPETS = [
  '',
  '~',
  '[]',
  '{}',
  '- ',
  ': ',
  '"',
  '{',
  '0',
  '-1',
  'true',
  '*x',
  '&x',
  '"2026-02-30 09:00"',
  'Monday 25:00',
  '9999 weeks',
  '__proto__',
  '\n',
  '1e400',
];

it('a handbook damaged anywhere is read or refused with places inside the file, never with an exception', () => {
  const lines = SHIPPED.split('\n').length;
  fc.assert(
    fc.property(
      fc.nat(SHIPPED.length),
      fc.nat(60),
      fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ unit: 'binary', maxLength: 8 })),
      (start, length, snippet) => {
        const damaged = SHIPPED.slice(0, start) + snippet + SHIPPED.slice(start + length);
        const { problems, reading } = checkHandbookFile(damaged, 'h.yaml', Date.UTC(2026, 10, 23));
        expect(reading === null).toBe(problems.length > 0);
        for (const { line, column } of problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines + 8);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      },
    ),
    { numRuns: 20 },
  );
});
