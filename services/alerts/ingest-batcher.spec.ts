import { Registry } from 'prom-client';
import type { Part } from './batch-plan.js';
import { IngestMetrics } from './ingest.metrics.js';
import type { BatchOutcome } from './ingest.repository.js';
import { IngestBatcher } from './ingest-batcher.js';
import type { IngestItem } from './ingest-item.js';

const item = (eventId: string): IngestItem => ({
  eventId,
  integrationId: 'i',
  receivedAt: 0,
  body: Buffer.from('{}'),
  problems: [],
  handbookVersionId: 1,
  alerts: [],
});

/** A writer whose statements end when the test says so; `log` holds what happened, in order. */
function world() {
  const log: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const write = (parts: readonly Part[]): Promise<BatchOutcome> => {
    log.push(`write ${parts.map((part) => part.item.eventId).join('+')}`);
    return new Promise((resolve, reject) => {
      ends.push((error) => (error === undefined ? resolve({ repeated: 0, opened: 0, urgent: false }) : reject(error)));
    });
  };
  const batcher = new IngestBatcher({ write, rest: () => void log.push('rest') }, new IngestMetrics(new Registry()));
  const submit = (eventId: string): void =>
    void batcher.submit(item(eventId)).then(
      () => log.push(`answered ${eventId}`),
      () => log.push(`refused ${eventId}`),
    );
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return { log, ends, submit, turn };
}

it('the next statement leaves before those of the last one are answered, and none before it was written', async () => {
  const { log, ends, submit, turn } = world();
  submit('a');
  submit('b');
  await turn();
  submit('c');
  expect(log).toEqual(['write a+b']);
  ends[0]?.();
  await turn();
  expect(log).toEqual(['write a+b', 'write c', 'answered a', 'answered b']);
  ends[1]?.();
  await turn();
  expect(log.slice(4).sort()).toEqual(['answered c', 'rest']);
});

it('a statement that fails refuses its own requests alone', async () => {
  const { log, ends, submit, turn } = world();
  submit('a');
  await turn();
  submit('b');
  ends[0]?.(new Error('connection lost'));
  await turn();
  ends[1]?.();
  await turn();
  expect(log).toEqual(['write a', 'write b', 'refused a', 'rest', 'answered b']);
  submit('c');
  await turn();
  expect(log.at(-1)).toBe('write c');
});
