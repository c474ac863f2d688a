import { Registry } from 'prom-client';
import type { Part } from './batch-plan.js';
import { IngestMetrics } from './ingest.metrics.js';
import type { BatchOutcome } from './ingest.repository.js';
import { IngestBatcher } from './ingest-batcher.js';
import type { IngestItem, RoutedEvent } from './ingest-item.js';

const item = (eventId: string, alerts: readonly RoutedEvent[] = []): IngestItem => ({
  eventId,
  integrationId: 'i',
  receivedAt: 0,
  body: Buffer.from('{}'),
  problems: [],
  handbookVersionId: 1,
  alerts,
});

/** As much of an alert as the batcher looks at. */
const alert = (dedupKey: string): RoutedEvent => ({ event: { dedupKey, status: 'FIRING' }, proposes: 'SEV3' }) as RoutedEvent;

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
  const submit = (eventId: string, ...alerts: readonly RoutedEvent[]): void =>
    void batcher.submit(item(eventId, alerts)).then(
      ({ refused }) => log.push(`answered ${eventId}${refused > 0 ? `, but for ${refused}` : ''}`),
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

const claimed = () => Object.assign(new Error('duplicate key'), { code: '23505', constraint: 'pk_alert_groups' });
const malformed = () => Object.assign(new Error('invalid input'), { code: '22P02' });

/** Ends one statement after the other so, as they come; undefined: it is written. */
async function endsSo({ ends, turn }: ReturnType<typeof world>, errors: readonly (Error | undefined)[]): Promise<void> {
  for (const [index, error] of errors.entries()) {
    await turn();
    ends[index]?.(error);
  }
  await turn();
}

it('a group that others claim time after time refuses the request for now, and blames no alert', async () => {
  const it = world();
  it.submit('a', alert('good'));
  await endsSo(it, [claimed(), claimed(), claimed(), claimed(), claimed()]);
  expect(it.log).toEqual(['write a', 'write a', 'write a', 'write a', 'write a', 'rest', 'refused a']);
});

it('a group that somebody claims while a bad alert is looked for is tried again', async () => {
  const it = world();
  it.submit('a', alert('good'));
  it.submit('b', alert('bad'));
  await endsSo(it, [malformed(), malformed(), claimed(), undefined, malformed(), malformed(), undefined]);
  expect(it.log.slice(2, -3)).toEqual(['write a', 'write a', 'write b', 'write b', 'write b']);
  expect(it.log.slice(-3)).toEqual(['rest', 'answered a', 'answered b, but for 1']);
});
