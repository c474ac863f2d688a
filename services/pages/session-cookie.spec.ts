import { clearedCookie, formKeyOf, isFormKey, isFromElsewhere, sessionCookie, sessionIn } from './session-cookie.js';
import { localPath } from './sign-in.view.js';

const request = (headers: Record<string, string>) => ({ headers, query: {}, body: undefined });

describe('the session cookie', () => {
  it('is found among others, and never in the name of another', () => {
    expect(sessionIn(request({ cookie: 'a=1; tocsin_session=tos_1_x; b=2' }))).toBe('tos_1_x');
    expect(sessionIn(request({ cookie: 'not_tocsin_session=tos_1_x' }))).toBe('');
    expect(sessionIn(request({}))).toBe('');
  });

  it('stays on https where we are, within our path, and for as long as the session', () => {
    const scope = { base: '/ops', publicUrl: 'https://tocsin.example/ops' };
    expect(sessionCookie('s', 61_000, { ...scope, now: 1_000 })).toBe(
      'tocsin_session=s; Path=/ops; HttpOnly; SameSite=Lax; Secure; Max-Age=60',
    );
    expect(clearedCookie({ base: '', publicUrl: 'http://127.0.0.1' })).toBe('tocsin_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
  });

  it('has a form key that tells nothing of it and belongs to it alone', () => {
    expect(formKeyOf('tos_1_x')).toMatch(/^[\w-]{22}$/);
    expect(isFormKey('tos_1_x', formKeyOf('tos_1_x'))).toBe(true);
    for (const offered of ['', formKeyOf('tos_1_y'), formKeyOf('tos_1_x').slice(1)]) expect(isFormKey('tos_1_x', offered)).toBe(false);
  });
});

describe('where a request comes from', () => {
  it.each([
    [{}, false],
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, true],
    [{ 'sec-fetch-site': 'same-site' }, true],
    [{ origin: 'null', host: 'tocsin.example' }, false],
    [{ origin: 'https://tocsin.example', host: 'tocsin.example' }, false],
    [{ origin: 'https://ops.example', host: 'behind-a-proxy:8080' }, false],
    [{ origin: 'https://evil.example', host: 'tocsin.example' }, true],
    [{ origin: 'nonsense', host: 'tocsin.example' }, true],
  ] as [Record<string, string>, boolean][])('%j: from elsewhere %s', (headers, elsewhere) => {
    expect(isFromElsewhere(request(headers), 'https://ops.example/tocsin')).toBe(elsewhere);
  });
});

describe('where one goes after signing in', () => {
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'incidents', '/a b', '/a\nb', '', undefined])(
    'never to %j',
    (offered) => {
      expect(localPath(offered, '/home')).toBe('/home');
    },
  );

  it('to a page of ours', () => {
    expect(localPath('/incidents/INC-1042?a=b', '/home')).toBe('/incidents/INC-1042?a=b');
  });
});
