import { PlainOdds } from './plain-odds.js';

it('a batch is tried as a plain one after one that would have been, and as long as they fit', () => {
  const odds = new PlainOdds();
  expect(odds.areGood).toBe(false);
  odds.wrote('PLAIN');
  expect(odds.areGood).toBe(true);
  odds.tried('WRITTEN');
  expect(odds.areGood).toBe(true);
  odds.tried('UNFIT');
  expect(odds.areGood).toBe(false);
});

/** How many of 1 000 batches were written for nothing; `isNews` tells which batch knows no alert. */
function missesOf(isNews: (batch: number) => boolean): number {
  const odds = new PlainOdds();
  let misses = 0;
  for (let batch = 0; batch < 1_000; batch += 1) {
    if (!odds.areGood) odds.wrote(isNews(batch) ? 'PLAIN' : 'OTHER');
    else if (isNews(batch)) odds.tried('WRITTEN');
    else {
      odds.tried('IN_VAIN');
      misses += 1;
    }
  }
  return misses;
}

it('a stream that alternates between news and repetitions pays for a handful of attempts', () => {
  expect(missesOf(() => false)).toBe(0);
  expect(missesOf((batch) => batch % 2 === 0)).toBe(1);
  expect(missesOf((batch) => batch % 5 !== 4)).toBeLessThan(10);
});

it('a storm after such a stream is taken for one within 64 batches', () => {
  const odds = new PlainOdds();
  for (let miss = 0; miss < 20; miss += 1) odds.tried('IN_VAIN');
  let waited = 0;
  while (!odds.areGood) {
    odds.wrote('PLAIN');
    waited += 1;
  }
  expect(waited).toBe(64);
  for (let batch = 0; batch < 8; batch += 1) odds.tried('WRITTEN');
  odds.tried('IN_VAIN');
  odds.wrote('PLAIN');
  expect(odds.areGood).toBe(false);
  odds.wrote('PLAIN');
  expect(odds.areGood).toBe(true);
});
