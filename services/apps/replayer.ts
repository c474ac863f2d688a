import { ReplayExecutor } from '../orchestration/replay-executor.js';
import type { ReplayAnswer, ReplayOrder } from '../orchestration/replay-process.js';

/**
 * The process in which an audit executes histories again: it has no secret, no database and no network of ours, little memory, and ends
 * with its parent. Whatever a damaged history or an old build does, it does it here.
 */
const executor = new ReplayExecutor();

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
