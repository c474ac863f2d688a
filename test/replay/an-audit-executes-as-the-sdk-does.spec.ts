import { createRequire } from 'node:module';
import path from 'node:path';
import proto from '@temporalio/proto';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import type { Execution } from '../../domain/audit/replay.model.js';
import { ReplayProcess } from '../../services/orchestration/replay-process.js';
import { bytesOf } from '../../services/orchestration/run-history.js';
import { storyBundle } from '../support/story-bundle.js';
import { recordedHistories } from './corpus.js';

const QUIET = new DefaultLogger('ERROR', () => undefined);
const TWIN = createRequire(import.meta.url).resolve('./twin/index.mjs');
const { History } = proto.temporal.api.history.v1;
Runtime.install({ logger: QUIET, telemetryOptions: { logging: { filter: 'OFF' } }, shutdownSignals: [] });

const histories = recordedHistories();
const replays = new ReplayProcess({ program: path.resolve('dist/services/apps/replayer.js') });
let codes: Readonly<Record<string, string>>;

beforeAll(async () => {
  const { code: ours } = await storyBundle();
  // A build in which every workflow first waits a moment; with another first line it is yet another build.
  const { code: twin } = await bundleWorkflowCode({ workflowsPath: TWIN, logger: QUIET });
  codes = { ours, twin, later: `// later\n${twin}` };
});
afterAll(() => replays.close());

const executed = async (build: string, one: Pick<(typeof histories)[number], 'workflowId' | 'history'>): Promise<Execution> =>
  await replays.execute(
    build,
    { workflowId: one.workflowId, history: bytesOf(one.history) },
    async () => await Promise.resolve(codes[build] ?? ''),
  );

const theFirst = (): (typeof histories)[number] => {
  const [one] = histories;
  if (one === undefined) throw new Error('no history');
  return one;
};

describe('[I8] an audit executes a history', () => {
  it.each(histories)('$name: the SDK’s core has nothing to say, and the second time it is the same', async (one) => {
    const first = await executed('ours', one);
    expect(first.failure).toBeNull();
    expect(first.commands.length).toBeGreaterThan(0);
    expect(await executed('ours', one)).toEqual(first);
  });

  it('on code that goes another way, with the verdict of the SDK’s own replay, word for word', async () => {
    for (const one of histories) {
      const workflowBundle = { code: codes.twin ?? '' };
      const verdict: unknown = await Worker.runReplayHistory({ workflowBundle }, one.history, one.workflowId).catch(
        (error: unknown) => error,
      );
      if (!(verdict instanceof DeterminismViolationError)) throw new Error(`${one.name} replays on the twin`);
      const { failure } = await executed('twin', one);
      expect(failure).toMatchObject({ kind: 'NONDETERMINISM', message: verdict.message.slice(0, 1_000) });
      expect(failure?.eventId).toBeGreaterThan(0);
    }
  });

  it('of a workflow that the code does not have: a finding, and the next history is not harmed', async () => {
    const { workflowId, history } = theFirst();
    const [begun, ...rest] = history.events ?? [];
    const started = { ...begun?.workflowExecutionStartedEventAttributes, workflowType: { name: 'nobody' } };
    const unknown = History.fromObject({ events: [{ ...begun, workflowExecutionStartedEventAttributes: started }, ...rest] });
    const pid = replays.pid;
    const { failure } = await executed('ours', { workflowId, history: unknown });
    expect(failure).toMatchObject({ kind: 'FAILED', eventId: null });
    expect(failure?.message).toContain("workflow of type 'nobody'");
    expect(await executed('ours', theFirst())).toMatchObject({ failure: null });
    expect(replays.pid).toBe(pid);
  });

  it('on a third build: it makes room for itself, and the first one is loaded again', async () => {
    const pid = replays.pid;
    expect((await executed('later', theFirst())).failure?.kind).toBe('NONDETERMINISM');
    expect(await executed('ours', theFirst())).toMatchObject({ failure: null });
    expect((await executed('later', theFirst())).failure?.kind).toBe('NONDETERMINISM');
    expect(replays.pid).toBe(pid);
  });
});
