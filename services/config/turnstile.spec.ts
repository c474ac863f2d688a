import { Turnstile } from './turnstile.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('[I13] lets so many through at once, the others in their order, and turns a crowd away', async () => {
  const turnstile = new Turnstile(2, 2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (number: number) => () =>
    new Promise<string>((resolve) => {
      begun.push(number);
      ends.push(() => resolve(`done ${number}`));
    });
  const all = [1, 2, 3, 4, 5].map((number) => turnstile.through(work(number), () => 'crowded'));
  expect(await all[4]).toBe('crowded');
  expect(begun).toEqual([1, 2]);
  for (let ended = 0; ended < 4; ended += 1) {
    ends[ended]?.();
    await settled();
  }
  expect(begun).toEqual([1, 2, 3, 4]);
  expect(await Promise.all(all)).toEqual(['done 1', 'done 2', 'done 3', 'done 4', 'crowded']);
});

it('[I12] goes on after work that failed', async () => {
  const turnstile = new Turnstile(1, 1);
  const failed = turnstile.through(
    () => Promise.reject(new Error('no')),
    () => 'crowded',
  );
  const next = turnstile.through(
    () => Promise.resolve('done'),
    () => 'crowded',
  );
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('done');
});
