import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { z } from 'zod';
import { ask } from './graphql.js';
import { patientRequest } from './patient-request.js';

const LONG_MS = 30 * 60_000;
const shape = z.object({ done: z.boolean() });
const asked = { method: 'POST', headers: { authorization: 'Bearer secret' }, body: '{"query":"{ done }"}' };

const open = new Set<ReturnType<typeof createServer>>();
afterEach(() => {
  for (const server of open) server.close().closeAllConnections();
  open.clear();
  jest.restoreAllMocks();
});

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  open.add(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serverAt = (url: string) => ({ url, token: 'secret', integrationKey: null, runtime: null, dataDir: '/nowhere' });

it('asks what it was given, and answers what the server says', async () => {
  const url = await answering((request, reply) => {
    void text(request).then((body) => reply.writeHead(418).end(`${request.method} ${request.headers.authorization} ${body}`));
  });
  const response = await patientRequest(url, { ...asked, signal: AbortSignal.timeout(LONG_MS) });
  expect([response.status, await response.text()]).toEqual([418, `POST Bearer secret ${asked.body}`]);
});

it('gives up when its signal says so, and when nobody is there', async () => {
  const url = await answering(() => undefined);
  await expect(patientRequest(url, { ...asked, signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ name: 'AbortError' });
  await expect(ask(serverAt('http://127.0.0.1:1'), { document: '{ done }', shape, timeoutMs: LONG_MS })).rejects.toThrow(/UNAVAILABLE/);
});

it('a question that may take longer than five minutes is asked without `fetch`', async () => {
  const url = await answering((_request, reply) => void reply.end('{"data":{"done":true}}'));
  const fetched = jest.spyOn(globalThis, 'fetch');
  await expect(ask(serverAt(url), { document: '{ done }', shape, timeoutMs: LONG_MS })).resolves.toEqual({ done: true });
  expect(fetched).not.toHaveBeenCalled();
  await expect(ask(serverAt(url), { document: '{ done }', shape })).resolves.toEqual({ done: true });
  expect(fetched).toHaveBeenCalledTimes(1);
});
