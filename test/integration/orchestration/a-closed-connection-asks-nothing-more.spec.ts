import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { waitUntil } from '../../../services/embedded/wait.js';
import { connectTemporal } from '../../../services/orchestration/temporal-connection.js';

it('a connection that is closed while Temporal is away leaves no retry that would end the process', async () => {
  let attempts = 0;
  const away = createServer((socket) => {
    attempts += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(away, 'listening');
  const temporal = connectTemporal({ address: `127.0.0.1:${(away.address() as AddressInfo).port}`, namespace: 'default' });
  const asked = temporal.client.workflow
    .getHandle('INC-1')
    .describe()
    .catch((error: unknown) => error);
  expect(await waitUntil(() => attempts >= 2, 20_000)).toBe(true); // one has failed, and it is not the last
  const began = performance.now();
  await temporal.close();
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(await asked).toBeInstanceOf(Error);
  await new Promise((resolve) => setTimeout(resolve, 3_000)); // what was still waiting would speak up now
  away.close();
});
