import v8 from 'node:v8';
import { type Context, type RunningCodeOptions, Script } from 'node:vm';

/**
 * For a process that only replays, and is killed by its parent where it takes too long: what the SDK does to watch workflows that live is
 * left out, since nobody looks. No watchdog thread per call into the sandbox (a quarter of the time), and no look-up of the workflow of
 * every promise, for the stack traces of a query that nobody asks (another quarter).
 */
export function replayUnwatched(): void {
  leaveOutWatchdog();
  leaveOutPromiseStacks();
}

function leaveOutWatchdog(): void {
  const runInContext = Object.getOwnPropertyDescriptor(Script.prototype, 'runInContext')?.value as Script['runInContext'];
  Script.prototype.runInContext = function (this: Script, context: Context, options: RunningCodeOptions = {}): unknown {
    const { timeout: _timeout, ...rest } = options;
    return runInContext.call(this, context, rest) as unknown;
  };
}

/** `AsyncLocalStorage`, by which a workflow knows its cancellation scope, hooks promises by the same function: with `before`, unlike the SDK. */
function leaveOutPromiseStacks(): void {
  const createHook = v8.promiseHooks.createHook.bind(v8.promiseHooks);
  v8.promiseHooks.createHook = (hooks) => (hooks.before === undefined ? () => undefined : createHook(hooks));
}
