import { readFact } from './json-text.js';

describe('a fact with texts in it', () => {
  it('is read however deep they are; everything else stays as it is', () => {
    const fact = {
      type: 'deliverPage',
      input: [{ json: '{"to":"ada"}' }, { json: 'null' }],
      fields: { Severity: { json: '"SEV1"' } },
      ms: 5,
    };
    expect(readFact(fact)).toEqual({ type: 'deliverPage', input: [{ to: 'ada' }, null], fields: { Severity: 'SEV1' }, ms: 5 });
  });

  it('what is no JSON is not the text that it looks like', () => {
    expect(readFact({ json: 'ada' })).not.toEqual(readFact({ json: '"ada"' }));
    expect(readFact({ json: '1,2' })).toEqual({ notJson: '1,2' });
  });

  it('what is nested deeper than anything of ours is not read: whoever compares it would run out of stack', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(readFact({ json: nested(50) })).toEqual(JSON.parse(nested(50)));
    expect(readFact({ json: nested(200_000) })).toEqual({ notJson: nested(200_000) });
  });

  it('a name that happens to be "json" is a name', () => {
    expect(readFact({ json: { json: '7' } })).toEqual({ json: 7 });
  });
});
