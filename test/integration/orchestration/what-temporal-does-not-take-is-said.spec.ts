import type { CoverRequest } from '../../../domain/covers/cover-request.model.js';
import { CoverWorkflowsService } from '../../../services/orchestration/cover-requests.service.js';
import { HandoffSignalsService } from '../../../services/orchestration/handoff-signals.service.js';
import { IncidentCommandsService } from '../../../services/orchestration/incident-commands.service.js';
import { connectTemporal } from '../../../services/orchestration/temporal-connection.js';

const NOBODY = '127.0.0.1:9';
const temporal = connectTemporal({ address: NOBODY, namespace: 'default' });
afterAll(() => temporal.close());

const unavailable = { name: 'DomainFailure', error: { code: 'UNAVAILABLE' } };

/** What a call came to, and after how many seconds. */
async function failureOf(call: Promise<unknown>): Promise<{ readonly error: unknown; readonly seconds: number }> {
  const began = performance.now();
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, seconds: (performance.now() - began) / 1_000 };
}

it('a command while Temporal is away is refused as UNAVAILABLE, within ten seconds', async () => {
  const commands = new IncidentCommandsService({ client: temporal.client } as never);
  const by = { person: 'ada', via: 'API', verified: true } as const;
  const envelope = { commandId: 'c', issuedAt: 0, by, command: { kind: 'acknowledge' } } as const;
  const { error, seconds } = await failureOf(commands.execute('INC-1', envelope));
  expect(error).toMatchObject(unavailable);
  expect(seconds).toBeLessThan(10);
});

it('so is an accepted handoff', async () => {
  const signals = new HandoffSignalsService(temporal.client);
  const { error, seconds } = await failureOf(signals.accepted('handoff', { by: 'ada', at: 0 } as never));
  expect(error).toMatchObject(unavailable);
  expect(seconds).toBeLessThan(10);
});

it('so is a request for cover, and the answer to one', async () => {
  const covers = new CoverWorkflowsService(temporal.client);
  const request = { id: 'r', schedule: 'on-call', asker: 'ada' } as CoverRequest;
  for (const call of [() => covers.start(request), () => covers.answered(request, { by: 'ben' } as never)]) {
    const { error, seconds } = await failureOf(call());
    expect(error).toMatchObject(unavailable);
    expect(seconds).toBeLessThan(10);
  }
});
