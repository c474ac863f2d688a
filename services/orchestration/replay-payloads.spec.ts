import { factOf, factsOf } from './replay-payloads.js';

const payload = (encoding: string, data: string) => ({ metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(data) });

describe('[I8] payloads as facts', () => {
  it('JSON stays the text that was written; the id of the run itself is one word in it, and nothing else is', () => {
    const text = '{"run":"r-1","list":["r-1"],"longer":"r-12","inside":"before r-1"}';
    expect(factOf(payload('json/plain', text), 'r-1')).toEqual({
      json: '{"run":"(this run)","list":["(this run)"],"longer":"r-12","inside":"before r-1"}',
    });
  });

  it.each([
    ['nothing', null, null],
    ['null', payload('binary/null', ''), null],
    ['bytes', payload('binary/plain', 'ab'), { encoding: 'binary/plain', base64: 'YWI=' }],
    ['no encoding at all', {}, { encoding: '', base64: '' }],
    ['what only says that it is JSON', payload('json/plain', '{"a":'), { json: '{"a":' }],
  ])('%s', (_what, given, fact) => {
    expect(factOf(given, '')).toEqual(fact);
  });

  it('a part of a larger buffer is read as that part', () => {
    const large = Buffer.from('xxx"ada"yyy');
    const part = { metadata: payload('json/plain', '').metadata, data: large.subarray(3, 8) };
    expect(factsOf({ payloads: [part, part] }, '')).toEqual([{ json: '"ada"' }, { json: '"ada"' }]);
    expect(factsOf(undefined, '')).toEqual([]);
  });
});
