/** How long `act` takes, in ms. */
export async function msOf(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

/** The quickest of up to three rounds, in ms, since other suites have the machine now and then: the first within `limitMs` is enough. */
export async function quickestMs(limitMs: number, act: () => Promise<unknown>): Promise<number> {
  let quickest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && quickest >= limitMs; round += 1) quickest = Math.min(quickest, await msOf(act));
  return quickest;
}

/** What ten times the work may take, in ms, after the work itself took `ms`: more than ten times that, and far less than a hundred times. */
export const tenfold = (ms: number): number => 40 * ms;
