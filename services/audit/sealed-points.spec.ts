import { type Point, SealedPoints } from './sealed-points.js';

const head = (chain: string, length: number) => ({ chain, length, head: `${chain} ${length}` });

it('[I13] what is kept of the seals grows with the chains, not with the seals', async () => {
  let [most, heard] = [0, 0];
  const points = new SealedPoints((some) => {
    most = Math.max(most, some.length);
    heard += some.length;
    return Promise.resolve(new Set());
  }, null);
  for (let number = 1; number <= 20_000; number += 1) {
    points.add({ number, heads: ['INC-1', 'INC-2', 'audit_log'].map((chain) => head(chain, number)) });
    await points.settleFull();
  }
  await points.settle();
  expect(heard).toBe(60_000);
  expect(most).toBeLessThanOrEqual(5_002);
  expect([...points.chains]).toEqual(
    ['INC-1', 'INC-2', 'audit_log'].map((chain) => [chain, { seal: 20_000, length: 20_000, sealed: 20_000, proven: 20_000, broken: null }]),
  );
});

it('[I9] the first seal that is contradicted is kept, with how far the ones before it agree', async () => {
  const wrong = (points: readonly Point[]) => Promise.resolve(new Set(points.filter(({ seal }) => seal === 3 || seal === 5)));
  const points = new SealedPoints(wrong, new Set(['INC-1']));
  for (const [index, length] of [2, 4, 7, 5, 9, 11].entries()) {
    points.add({ number: index + 1, heads: [head('INC-1', length), head('INC-2', length)] });
    await points.settle();
  }
  expect([...points.chains]).toEqual([['INC-1', { seal: 6, length: 11, sealed: 11, proven: 4, broken: { ...head('INC-1', 7), seal: 3 } }]]);
});
