import { ReplayExecutor } from '../orchestration/replay-executor.js';
import type { ReplayAnswer, ReplayOrder } from '../orchestration/replay-process.js';

/**
 * The process in which an audit executes histories again: it is given no secret and no connection of ours, reads no file but our own code,
 * has little memory, and ends with its parent. Whatever a damaged history or an old build does by mistake, it does it here. Against code that
 * was written to do harm it is a hurdle and no wall: it runs as the same user, on the same network (docs/operations/security.md).
 */
const executor = new ReplayExecutor();

// The SDK's core is loaded: no other native code is.
Object.defineProperty(process, 'dlopen', { value: loadsNothing, writable: false, configurable: false });

function loadsNothing(): never {
  throw Object.assign(new Error('no native code is loaded here'), { code: 'ERR_DLOPEN_DISABLED' });
}

async function answerTo(order: ReplayOrder): Promise<ReplayAnswer> {
  if (order.code !== undefined) await executor.load(order.buildId, order.code);
  if (!executor.has(order.buildId)) return { number: order.number, status: 'CODE_NEEDED' };
  return { number: order.number, status: 'EXECUTED', execution: await executor.execute(order.buildId, order.task) };
}

process.on('message', (order: ReplayOrder) => {
  answerTo(order)
    .catch((error: unknown): ReplayAnswer => ({ number: order.number, status: 'FAILED', message: String(error).slice(0, 1_000) }))
    .then((answer) => process.send?.(answer))
    .catch(() => process.exit(1));
});
process.on('disconnect', () => process.exit(0));
