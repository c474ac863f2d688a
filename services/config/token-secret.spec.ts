import { mintSecret, parseSecret, sameDigest } from './token-secret.js';

describe('secrets of tokens and sessions', () => {
  it('are found by their id and proven by their digest', () => {
    const minted = mintSecret('toc');
    const parsed = parseSecret('toc', minted.text);
    expect(parsed?.id).toBe(minted.id);
    expect(parsed !== undefined && sameDigest(parsed.digest, minted.digest)).toBe(true);
  });

  it('hold at least 128 random bits and never contain what is stored', () => {
    const [a, b] = [mintSecret('toc'), mintSecret('toc')];
    expect(a.text).not.toBe(b.text);
    expect(a.text.split('_')[2]?.length).toBe(64);
    expect(a.text).not.toContain(a.digest.toString('hex'));
  });

  it('do not open another kind of door', () => {
    expect(parseSecret('toc', mintSecret('tos').text)).toBeUndefined();
    for (const text of ['', 'toc', 'toc__', `${mintSecret('toc').text}\n`, 'x'.repeat(100_000)]) {
      expect(parseSecret('toc', text)).toBeUndefined();
    }
  });

  it('differ although one character does', () => {
    const { text, digest } = mintSecret('toc');
    const other = parseSecret('toc', `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`);
    expect(other !== undefined && sameDigest(other.digest, digest)).toBe(false);
  });
});
