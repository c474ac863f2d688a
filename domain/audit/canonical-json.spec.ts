import fc from 'fast-check';
import { canonicalJson, isSameJson } from './canonical-json.js';

const value = fc.jsonValue({ maxDepth: 3 });

it('equal values have one text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
});

it('values are the same exactly when their texts are', () => {
  const isTrue = (a: unknown, b: unknown): void => expect(isSameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
  fc.assert(fc.property(value, value, isTrue));
  fc.assert(fc.property(value, (one) => isTrue(one, JSON.parse(JSON.stringify(one)))));
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), value), (one) => isTrue(one, { ...one, b: 1 })));
  isTrue({ a: undefined }, {});
  isTrue([], {});
  isTrue([undefined], [null]);
  isTrue({ a: 1 }, { b: 1 });
  isTrue(null, {});
});
