/** Runs `pass` at once and then again `everyMs` after it ended, until stopped; what it throws is told, and never ends the loop. */
export function repeat(
  pass: () => Promise<unknown>,
  { everyMs, failed }: { readonly everyMs: number; readonly failed: (error: unknown) => void },
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const run = (): Promise<void> =>
    pass()
      .catch(failed)
      .then(() => {
        if (!isStopped) timer = setTimeout(again, everyMs);
      });
  let passing = run();
  function again(): void {
    passing = run();
  }
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await passing;
    },
  };
}
