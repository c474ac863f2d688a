import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { waitUntil } from '../../../services/embedded/wait.js';
import { incidentHealth } from '../../../services/orchestration/incident-health.js';
import { connectTemporal } from '../../../services/orchestration/temporal-connection.js';
import { testServers } from '../../support/servers.js';
import { quickestMs } from '../timing.js';

it('what the product asks of Temporal enables no hook on the promises of its process', async () => {
  const { temporalAddress: address, namespace } = await testServers();
  const temporal = connectTemporal({ address, namespace });
  try {
    const isLost = async () => (await incidentHealth(temporal.client, 'INC-nowhere')) === 'LOST'; // a first call may be late
    expect(await waitUntil(isLost, 30_000)).toBe(true);
    await temporal.client.workflowService.describeNamespace({ namespace });
    const { callContextStorage } = temporal.client.connection as { readonly callContextStorage?: { readonly enabled?: boolean } };
    expect(callContextStorage).toBeDefined();
    expect(callContextStorage?.enabled ?? false).toBe(false);
    // The way that is avoided: this assertion would notice it.
    await temporal.client.connection.withDeadline(Date.now() + 30_000, () => temporal.client.workflowService.getSystemInfo({}));
    expect(callContextStorage?.enabled).toBe(true);
  } finally {
    await temporal.close();
  }
});

it('a Temporal that accepts connections and says nothing is waited for by the table, not for ever', async () => {
  const taken: Socket[] = [];
  const silent = createServer((socket) => taken.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const temporal = connectTemporal({ address: `127.0.0.1:${(silent.address() as AddressInfo).port}`, namespace: 'default' });
  try {
    const asking = async () => expect(await incidentHealth(temporal.client, 'INC-1')).toBe('UNKNOWN');
    expect(await quickestMs(8_000, asking)).toBeLessThan(8_000);
  } finally {
    await temporal.close();
    for (const socket of taken) socket.destroy();
    silent.close();
  }
});
