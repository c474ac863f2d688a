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

  it('what is no JSON is equal to no value', () => {
    expect(readFact({ json: 'ada' })).not.toEqual(readFact({ json: '"ada"' }));
    expect(readFact({ json: '1,2' })).toEqual({ notJson: '1,2' });
  });

  it('a name that happens to be "json" is a name', () => {
    expect(readFact({ json: { json: '7' } })).toEqual({ json: 7 });
  });
});
