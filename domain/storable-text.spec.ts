import fc from 'fast-check';
import { findUnstorable, storable, storableText, unstorableIn } from './storable-text.js';

const HALF = '\ud83d';

describe('what no database can hold in a text', () => {
  it('is a NUL character and half of a surrogate pair; everything else is kept', () => {
    expect(unstorableIn('a\u0000')).toBe('a NUL character');
    for (const half of [HALF, '\ude00', `😀${HALF}`, `${HALF}${HALF}`]) expect(unstorableIn(half)).toMatch(/half of a character/);
    for (const fine of ['', 'Ä ☂ 😀 𝒳', '\u0001\u001b\u2028\uffff'])
      expect([unstorableIn(fine), storableText(fine)]).toEqual([undefined, fine]);
    expect(storableText(`\u0000a${HALF}😀\ude00`)).toBe('a😀');
  });

  it('is named by the innermost field, and left out however deep it is', () => {
    const value = { by: { person: 'ada', tags: ['fine', `x${HALF}`] }, n: 1, none: null };
    expect(findUnstorable('input', value)).toMatchObject({ field: 'tags' });
    expect(findUnstorable('input', HALF)).toMatchObject({ field: 'input' });
    expect(storable(value)).toEqual({ by: { person: 'ada', tags: ['fine', 'x'] }, n: 1, none: null });
  });

  it('[I12] leaves nothing that is not well-formed, and what is storable as the object that it is', () => {
    const text = fc.array(fc.constantFrom('a', '\u0000', '\ud83d', '\ude00', '😀')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.record({ text, list: fc.array(text) }), (value) => {
        const clean = storable(value);
        expect(findUnstorable('', clean)).toBeUndefined();
        expect(storable(clean)).toBe(clean);
        if (findUnstorable('', value) === undefined) expect(clean).toBe(value);
      }),
    );
  });
});
