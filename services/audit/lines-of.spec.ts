import fc from 'fast-check';
import { type Line, linesOf } from './lines-of.js';

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield await Promise.resolve(bytes.subarray(start, start + size));
}

async function split(text: string, size = 3): Promise<readonly Line[]> {
  const found: Line[] = [];
  for await (const line of linesOf(chunksOf(Buffer.from(text), size))) found.push(line);
  return found;
}

it('ends a line at a newline alone, and tells a last one that was cut short', async () => {
  expect(await split('a\u2028b\u2029c\r\u0085d\n\n☂')).toEqual([
    { text: 'a\u2028b\u2029c\r\u0085d', isWhole: true },
    { text: '', isWhole: true },
    { text: '☂', isWhole: false },
  ]);
  expect(await split('')).toEqual([]);
});

it('gives back what was written, however it is cut on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue({ stringUnit: 'grapheme' })), fc.integer({ min: 1, max: 9 }), async (values, size) => {
      const lines = await split(values.map((value) => `${JSON.stringify(value)}\n`).join(''), size);
      expect(lines).toEqual(values.map((value) => ({ text: JSON.stringify(value), isWhole: true })));
    }),
  );
});
