import fc from 'fast-check';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import { canonicalJson as theirs } from './verify.mjs';

const jsonLike = fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 });

it('[I9] the export’s own verifier writes every value exactly as the product does', () => {
  fc.assert(
    fc.property(jsonLike, (value) => {
      expect(theirs(value)).toBe(canonicalJson(value));
    }),
  );
});

it('[I9] what is written is read back to what is written: unicode, floats, nested', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'binary' }), jsonLike),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (value, number) => {
        const text = canonicalJson({ value, number });
        expect(theirs(JSON.parse(text))).toBe(text);
      },
    ),
  );
});

it('[I9] the order of keys changes nothing, and what JSON cannot hold is left out on both sides', () => {
  const one = { b: 1, a: { 10: 'ten', 9: 'nine', é: 1, '\u{1f600}': 2, z: undefined } };
  const other = { a: { '\u{1f600}': 2, é: 1, 9: 'nine', 10: 'ten' }, b: 1 };
  expect([theirs(one), theirs(other)]).toEqual([canonicalJson(one), canonicalJson(one)]);
});
