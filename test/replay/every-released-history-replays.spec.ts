import { createRequire } from 'node:module';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { storyBundle } from '../support/story-bundle.js';
import { recordedHistories } from './corpus.js';

Runtime.install({
  logger: new DefaultLogger('ERROR', () => undefined),
  telemetryOptions: { logging: { filter: 'OFF' } },
  shutdownSignals: [],
});

const histories = recordedHistories();

describe('[I8] every history of every released version', () => {
  it('is here: acknowledgements, an expiry, a reopening, a cancel, a resumption, a second run and what is learnt afterwards among them', () => {
    expect(histories.length).toBeGreaterThanOrEqual(8);
    expect(new Set(histories.map(({ name }) => name.split('/')[0]))).toContain('0.1.0');
    expect(histories.filter(({ workflowId }) => workflowId.endsWith('/post-incident')).length).toBeGreaterThanOrEqual(4);
  });

  it.each(histories.map((one) => [one.name, one] as const))('%s replays on this code', async (_name, { history, workflowId }) => {
    await Worker.runReplayHistory({ workflowBundle: await storyBundle() }, history, workflowId);
  });

  it('fails on a twin that only waits a moment before it begins', async () => {
    await storyBundle();
    const logger = new DefaultLogger('ERROR', () => undefined);
    const require = createRequire(import.meta.url);
    const workflowBundle = await bundleWorkflowCode({ workflowsPath: require.resolve('./twin/index.mjs'), logger });
    for (const { history, workflowId } of histories) {
      await expect(Worker.runReplayHistory({ workflowBundle }, history, workflowId)).rejects.toThrow(DeterminismViolationError);
    }
  });
});
