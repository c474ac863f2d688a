import fc from 'fast-check';
import { type AckClaims, createAckLinks } from './ack-link.js';
import { proofOf } from './method-proof.js';

const secret = 'a secret of at least thirty-two bytes, for tests';
const links = createAckLinks({ secret, publicUrl: 'https://tocsin.example' });
const claims: AckClaims = { incidentKey: 'INC-1042', person: 'ada', generation: 1, step: 2, expiresAt: 10_000 };

const anyClaims: fc.Arbitrary<AckClaims> = fc.record({
  incidentKey: fc.stringMatching(/^[A-Z]{2,6}-[0-9]{1,9}$/),
  person: fc.string({ maxLength: 60, unit: 'grapheme' }),
  generation: fc.nat(),
  step: fc.nat(100),
  expiresAt: fc.integer({ min: 1, max: 8_640_000_000_000_000 }),
});

describe('ack links', () => {
  it('point at the incident page and at the address that acknowledges', () => {
    const { link, acknowledgeUrl, token } = links.mint(claims);
    expect(link).toBe(`https://tocsin.example/incidents/INC-1042?link=${token}`);
    expect(acknowledgeUrl).toBe(`https://tocsin.example/incidents/INC-1042/acknowledge?link=${token}`);
  });

  it('keep a path prefix of the public URL and drop its trailing slash', () => {
    const prefixed = createAckLinks({ secret, publicUrl: 'http://127.0.0.1:3000/ops/' });
    expect(prefixed.mint(claims).link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/ops\/incidents\/INC-1042\?link=/);
  });

  it('read back what was minted, and need no escaping in a URL', () => {
    fc.assert(
      fc.property(anyClaims, (minted) => {
        const { link, token } = links.mint(minted);
        expect(token).toMatch(/^[A-Za-z0-9._-]+$/);
        expect(new URL(link).searchParams.get('link')).toBe(token);
        expect(links.read(token, minted.expiresAt - 1)).toEqual({ ok: true, value: minted });
      }),
    );
  });

  it('tell over which contact method they were sent, where that is known', () => {
    const proof = proofOf({ id: 'ntfy', channel: 'ntfy', address: 'a-topic' });
    expect(links.read(links.mint({ ...claims, proof }).token, 0)).toEqual({ ok: true, value: { ...claims, proof } });
    expect(links.read(links.mint(claims).token, 0)).toEqual({ ok: true, value: claims });
  });

  it('prove nothing of an address that has changed since', () => {
    const proofs = [
      { id: 'ntfy', channel: 'ntfy', address: 'a-topic' },
      { id: 'ntfy', channel: 'ntfy', address: 'another-topic' },
      { id: 'ntfy', channel: 'webhook', address: 'a-topic' },
    ] as const;
    expect(new Set(proofs.map((method) => proofOf(method).address)).size).toBe(3);
    expect(proofOf(proofs[0])).toEqual(proofOf({ ...proofs[0] }));
  });

  it('are the same link in every process and on every retry', () => {
    const elsewhere = createAckLinks({ secret, publicUrl: 'https://tocsin.example' });
    expect(elsewhere.mint(claims)).toEqual(links.mint(claims));
  });

  it('are expired from the very instant of expiry', () => {
    const { token } = links.mint(claims);
    expect(links.read(token, 9_999).ok).toBe(true);
    expect(links.read(token, 10_000)).toMatchObject({ ok: false, error: { code: 'LINK_EXPIRED' } });
  });

  it('are refused after any change of one character', () => {
    const character = fc.constantFrom(...'ABCXYZabcxyz0189-_.= \n\0é');
    fc.assert(
      fc.property(anyClaims, fc.nat(), character, (minted, place, replacement) => {
        const { token } = links.mint(minted);
        const i = place % token.length;
        fc.pre(token[i] !== replacement);
        const tampered = token.slice(0, i) + replacement + token.slice(i + 1);
        expect(links.read(tampered, 0)).toMatchObject({ ok: false, error: { code: 'LINK_INVALID' } });
      }),
    );
  });

  it('are refused when cut short or when anything is appended', () => {
    const { token } = links.mint(claims);
    for (let length = 0; length < token.length; length++) {
      expect(links.read(token.slice(0, length), 0)).toMatchObject({ ok: false, error: { code: 'LINK_INVALID' } });
    }
    for (const tail of ['=', '.', 'A', '\n', ' ', '.x']) {
      expect(links.read(token + tail, 0)).toMatchObject({ ok: false, error: { code: 'LINK_INVALID' } });
    }
  });

  it('are refused when the claims of one link carry the signature of another', () => {
    const [version, payload] = links.mint({ ...claims, person: 'mallory' }).token.split('.');
    const signature = links.mint(claims).token.split('.')[2];
    expect(links.read(`${version}.${payload}.${signature}`, 0).ok).toBe(false);
  });

  it('are refused under another secret', () => {
    const other = createAckLinks({ secret: `${secret}!`, publicUrl: 'https://tocsin.example' });
    expect(other.read(links.mint(claims).token, 0)).toMatchObject({ ok: false, error: { code: 'LINK_INVALID' } });
  });

  it('answer garbage of any kind and size without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (garbage) => {
        expect(links.read(garbage, 0)).toMatchObject({ ok: false, error: { code: 'LINK_INVALID' } });
        expect(links.read(`tl1.${garbage}.${garbage}`, 0).ok).toBe(false);
      }),
    );
    expect(links.read('x'.repeat(10_000_000), 0).ok).toBe(false);
  });

  it('cannot be made with a short secret or for something that is not a web address', () => {
    expect(() => createAckLinks({ secret: 'short', publicUrl: 'https://tocsin.example' })).toThrow(/at least 32/);
    for (const publicUrl of ['', 'tocsin.example', 'javascript:alert(1)', 'file:///etc', 'https://', 'https://tocsin.example/?a=b']) {
      expect(() => createAckLinks({ secret, publicUrl })).toThrow(/public URL/);
    }
  });
});
