import fc from 'fast-check';
import { escapeHtml, plainLine } from './plain-line.js';

describe('a plain line', () => {
  it.each([
    ['a mail header', 'Down\r\nBcc: eve@evil.example', 'Down Bcc: eve@evil.example'],
    ['an override of direction', 'safe\u202egnp.exe', 'safegnp.exe'],
    ['a terminal escape', 'x\x1b[2Jy', 'x [2Jy'],
    ['a separator of lines or paragraphs', 'a\u2028b\u2029c', 'a b c'],
    ['half a character', 'a\ud83db', 'ab'],
    ['invisible tags', 'a\u{E0041}\u{E007F}b', 'ab'],
    ['a zero-width space', 'a\u200bb', 'ab'],
  ])('does not carry %s', (_what, text, expected) => {
    expect(plainLine(text, 100)).toBe(expected);
  });

  it('keeps letters of every script and whole emoji', () => {
    const text = 'Zahlung fehlgeschlagen: שלום العربية 決済 👩‍🚒 ⚠️';
    expect(plainLine(text, 100)).toBe(text);
  });

  it('is cut with an ellipsis and never in the middle of a character', () => {
    expect(plainLine('abcdef', 4)).toBe('abc…');
    expect(plainLine('ab🔥def', 4)).toBe('ab…');
    expect(plainLine('abcd', 4)).toBe('abcd');
  });

  it('has no control or override, keeps its limit, and stays as it is when made again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 120 }), (text, max) => {
        const line = plainLine(text, max);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(plainLine(line, max)).toBe(line);
      }),
    );
  });

  it('takes no longer for a megabyte of anything', () => {
    expect(plainLine('\u202e\r\n '.repeat(250_000), 50)).toBe('');
    expect(plainLine('x'.repeat(1_000_000), 50)).toHaveLength(50);
  });
});

describe('escaped text', () => {
  it('opens no element and ends no attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
      }),
    );
    expect(escapeHtml(`<a href='x' title="y">&`)).toBe('&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;');
  });
});
