import { connectTemporal } from '../../../services/orchestration/temporal-connection.js';

const NOBODY = '127.0.0.1:9';

it('a connection that is closed while Temporal is away leaves no retry that would end the process', async () => {
  const temporal = connectTemporal({ address: NOBODY, namespace: 'default' });
  const asked = temporal.client.workflow
    .getHandle('INC-1')
    .describe()
    .catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 400)); // some attempts have failed, and another is waiting
  const began = performance.now();
  await temporal.close();
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(await asked).toBeInstanceOf(Error);
  await new Promise((resolve) => setTimeout(resolve, 3_000)); // what was still waiting would speak up now
});
