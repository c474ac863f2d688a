/** What `work` answers, or `late()` where it takes longer than `ms`; `late` may throw. The work itself is not stopped. */
export async function inTime<T>(work: Promise<T>, ms: number, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  // A failure after the time is nobody's any more.
  work.catch(() => undefined);
  try {
    const first = await Promise.race([work.then((value) => ({ value })), timeout]);
    return first === undefined ? late() : first.value;
  } finally {
    clearTimeout(timer);
  }
}
