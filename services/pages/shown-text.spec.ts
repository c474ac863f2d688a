import { inWords, line, outLink, webUrl } from './shown-text.js';

describe('texts on a page', () => {
  it('are one isolated line without controls and overrides', () => {
    expect(line('a\u202Eb\nc\u0007<', 20).text).toBe('<bdi>ab c &lt;</bdi>');
    expect(line('x'.repeat(50), 10).text).toBe(`<bdi>${'x'.repeat(9)}…</bdi>`);
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:x',
    'data:text/html,x',
    '//host.example',
    '/path',
    'https://user:pw@host.example',
    'https://host.example/a b',
    'https://',
    '',
    null,
    undefined,
    `https://host.example/${'x'.repeat(500)}`,
  ])('never link to %s', (url) => {
    expect([webUrl(url), outLink('title', url)]).toEqual([null, null]);
  });

  it('link to the web without telling it where from', () => {
    expect(outLink('<Dash>', 'https://grafana.example/d?a=1&b=2')?.text).toBe(
      '<a href="https://grafana.example/d?a=1&amp;b=2" rel="noreferrer noopener">&lt;Dash&gt;</a>',
    );
  });

  it('say constants in words', () => {
    expect(inWords('POST_INCIDENT')).toBe('Post incident');
  });
});
