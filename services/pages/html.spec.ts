import fc from 'fast-check';
import { html, nothing, verbatim, when } from './html.js';

describe('html', () => {
  it('escapes every text, wherever it stands', () => {
    expect(html`<p title="${`"'<>&`}">${'<b>&amp;</b>'}</p>`.text).toBe(
      '<p title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;&amp;amp;&lt;/b&gt;</p>',
    );
  });

  it('lets no text open a tag or leave its attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const made = html`<a b="${text}">${[text, [text]]}</a>`.text;
        expect(made.match(/[<>]/g)).toHaveLength(4);
        expect(made.match(/"/g)).toHaveLength(2);
      }),
    );
  });

  it('keeps what it made itself, joins lists, and leaves out what is not there', () => {
    expect(
      html`<ul>${[1, 2].map((one) => html`<li>${one}</li>`)}${null}${undefined}${false}${when('', 'x')}${nothing}${verbatim('<hr>')}</ul>`
        .text,
    ).toBe('<ul><li>1</li><li>2</li><hr></ul>');
  });

  it('drops the indentation of the template, never of a value', () => {
    expect(
      html`
      <p>
        ${'a\n  b'}
      </p>`.text,
    ).toBe('<p>a\n  b</p>');
  });

  it('refuses an attribute without quotes', () => {
    expect(() => html`<a href=${'x'}>`).toThrow('without quotes');
  });
});
