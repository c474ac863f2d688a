import { createRequire } from 'node:module';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { readFact } from '../../domain/audit/json-text.js';
import { ReplayProcess } from '../../services/orchestration/replay-process.js';
import { bytesOf } from '../../services/orchestration/run-history.js';
import { recordedHistories } from './corpus.js';

const LEAVING = createRequire(import.meta.url).resolve('./twin/leaving.mjs');
const replays = new ReplayProcess({ program: path.resolve('dist/services/apps/replayer.js') });
afterAll(() => replays.close());

it('[I11] code that leaves the sandbox of a replay reads no file but our own code, writes none and runs no program', async () => {
  const one = recordedHistories().find(({ workflowId }) => /^INC-\d+$/.test(workflowId));
  if (one === undefined) throw new Error('no history of an incident');
  const { code } = await bundleWorkflowCode({ workflowsPath: LEAVING, logger: new DefaultLogger('ERROR', () => undefined) });
  const task = { workflowId: one.workflowId, history: bytesOf(one.history) };
  const { commands } = await replays.execute('leaving', task, () => Promise.resolve(code));
  const [result] = commands.flatMap(({ kind, facts }) => (kind === 'RESULT' ? [facts['result']] : []));
  expect(readFact(result)).toEqual({
    hasLeft: true,
    environment: 'ERR_ACCESS_DENIED',
    file: 'ERR_ACCESS_DENIED',
    written: 'ERR_ACCESS_DENIED',
    program: 'ERR_ACCESS_DENIED',
    thread: 'ERR_ACCESS_DENIED',
    internals: 'ERR_ACCESS_DENIED',
    native: 'ERR_DLOPEN_DISABLED',
    variables: [],
  });
});
