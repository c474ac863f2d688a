import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { choosePorts, freePort } from '../../services/embedded/ports.js';
import { scratchDirectory } from './scratch.js';

const ASKED = 200;

/** Where the system takes the port of a connection from, and of a server that names none. */
const [lowest = 0] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number);

const root = scratchDirectory();

it('a free port is none that the system gives to the next connection', async () => {
  const ports: number[] = [];
  for (let asked = 0; asked < ASKED; asked += 1) ports.push(await freePort());
  expect(Math.max(...ports)).toBeLessThan(lowest);
  expect(Math.min(...ports)).toBeGreaterThan(1023);
});

it('one that is taken is passed over', async () => {
  const holder = createServer();
  const port = await freePort();
  await new Promise<void>((listening) => holder.listen(port, '127.0.0.1', listening));
  try {
    expect(await freePort(() => port)).not.toBe(port);
  } finally {
    holder.close();
  }
});

it('two names never get the same', async () => {
  const names = Array.from({ length: ASKED }, (_, index) => `server-${index}`);
  const port = await choosePorts({ file: join(root, 'ports.json'), names, requested: {} });
  expect(new Set(names.map(port)).size).toBe(ASKED);
});
