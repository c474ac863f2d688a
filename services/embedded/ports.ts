import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { portHolder } from './port-holder.js';
import { readJson, writePrivateFile } from './private-files.js';
import { SetupError, hasCode } from './setup-error.js';

export type PortName = 'postgres' | 'temporal' | 'temporalUi';

const LOOPBACK = '127.0.0.1';
const NAMES: readonly PortName[] = ['postgres', 'temporal', 'temporalUi'];
const rememberedSchema = z.partialRecord(z.enum(['postgres', 'temporal', 'temporalUi']), z.number().int().min(1).max(65_535));

/**
 * A free port for each server: the requested one, else the one of last time, else any.
 * Throws SetupError naming the holder when a requested one is taken.
 */
export async function choosePorts(
  dataDir: string,
  requested: Partial<Record<PortName, number>>,
): Promise<Record<PortName, number>> {
  const file = join(dataDir, 'ports.json');
  const remembered = rememberedSchema.safeParse(readJson(file)).data ?? {};
  const chosen: Record<PortName, number> = { postgres: 0, temporal: 0, temporalUi: 0 };
  for (const name of NAMES) {
    chosen[name] = await choose(name, requested[name], remembered[name]);
  }
  writePrivateFile(file, JSON.stringify(chosen));
  return chosen;
}

async function choose(name: PortName, requested = 0, remembered = 0): Promise<number> {
  if (requested === 0) return (remembered > 0 ? await bindable(remembered) : null) ?? (await anyPort());
  const port = await bindable(requested);
  if (port !== null) return port;
  const holder = portHolder(requested);
  throw new SetupError(
    `port ${requested}, asked for ${name}, is taken${holder === null ? '' : ` by ${holder}`}`,
    'Stop that process or choose another port; without a choice a free one is taken.',
  );
}

async function anyPort(): Promise<number> {
  const port = await bindable(0);
  if (port === null) throw new SetupError('no free TCP port on 127.0.0.1');
  return port;
}

/** The port, when this process could listen there; null when it is taken or not ours to take. */
function bindable(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (hasCode(error, 'EADDRINUSE', 'EACCES') ? resolve(null) : reject(error)));
    server.listen({ host: LOOPBACK, port }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
