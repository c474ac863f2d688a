import type { CoverRequest } from '../../../domain/covers/cover-request.model.js';
import { CoverWorkflowsService } from '../../../services/orchestration/cover-requests.service.js';
import { HandoffSignalsService } from '../../../services/orchestration/handoff-signals.service.js';
import { IncidentCommandsService } from '../../../services/orchestration/incident-commands.service.js';
import { connectTemporal } from '../../../services/orchestration/temporal-connection.js';
import { quickestMs } from '../timing.js';

const NOBODY = '127.0.0.1:9';
const temporal = connectTemporal({ address: NOBODY, namespace: 'default' });
afterAll(() => temporal.close());

const unavailable = { name: 'DomainFailure', error: { code: 'UNAVAILABLE' } };

const SAID_MS = 10_000;

const isRefused = async (call: () => Promise<unknown>): Promise<void> => {
  const ms = await quickestMs(SAID_MS, () => expect(call()).rejects.toMatchObject(unavailable));
  expect(ms).toBeLessThan(SAID_MS);
};

it('a command while Temporal is away is refused as UNAVAILABLE, within ten seconds', async () => {
  const commands = new IncidentCommandsService({ client: temporal.client } as never);
  const by = { person: 'ada', via: 'API', verified: true } as const;
  const envelope = { commandId: 'c', issuedAt: 0, by, command: { kind: 'acknowledge' } } as const;
  await isRefused(() => commands.execute('INC-1', envelope));
});

it('so is an accepted handoff', async () => {
  const signals = new HandoffSignalsService(temporal.client);
  await isRefused(() => signals.accepted('handoff', { by: 'ada', at: 0 } as never));
});

it('so is a request for cover, and the answer to one', async () => {
  const covers = new CoverWorkflowsService(temporal.client);
  const request = { id: 'r', schedule: 'on-call', asker: 'ada' } as CoverRequest;
  await isRefused(() => covers.start(request));
  await isRefused(() => covers.answered(request, { by: 'ben' } as never));
});
