import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { z } from 'zod';
import { portHolder } from './port-holder.js';
import { readJson, writePrivateFile } from './private-files.js';
import { hasCode, SetupError } from './setup-error.js';

const LOOPBACK = '127.0.0.1';
const LOWEST = 20_000;
const HIGHEST = 32_768;
const PROPOSALS = 20;
const rememberedSchema = z.record(z.string(), z.number().int().min(1).max(65_535));

/** Which ports, and the file that remembers them: a bookmark of last week still opens. */
export interface PortRequest<Name extends string> {
  readonly file: string;
  readonly names: readonly Name[];
  /** 0 asks for any free one. */
  readonly requested: Partial<Record<Name, number>>;
}

/**
 * A free loopback port for each name: the requested one, else the one of last time, else any.
 * Throws SetupError naming the holder when a requested one is taken.
 */
export async function choosePorts<Name extends string>(request: PortRequest<Name>): Promise<(name: Name) => number> {
  const remembered = rememberedSchema.safeParse(readJson(request.file)).data ?? {};
  const chosen = new Map<string, number>();
  for (const name of request.names) {
    chosen.set(
      name,
      await choose({ name, requested: request.requested[name], remembered: remembered[name], others: [...chosen.values()] }),
    );
  }
  writePrivateFile(request.file, JSON.stringify(Object.fromEntries(chosen)));
  return (name) => chosen.get(name) ?? 0;
}

interface Choice {
  readonly name: string;
  readonly requested: number | undefined;
  readonly remembered: number | undefined;
  /** Chosen for other names a moment ago: they still look free. */
  readonly others: readonly number[];
}

async function choose({ name, requested = 0, remembered = 0, others }: Choice): Promise<number> {
  if (requested === 0) return (remembered > 0 ? await bindable(remembered) : null) ?? (await anotherThan(others));
  const port = await bindable(requested);
  if (port !== null) return port;
  const holder = portHolder(requested);
  throw new SetupError(
    `port ${requested}, asked for ${name}, is taken${holder === null ? '' : ` by ${holder}`}`,
    'Stop that process or choose another port; without a choice a free one is taken.',
  );
}

async function anotherThan(others: readonly number[]): Promise<number> {
  const port = await freePort();
  return others.includes(port) ? await anotherThan(others) : port;
}

/**
 * A loopback port on which nobody listens, below those that the system gives to connections and to servers that name none (from 32768
 * up, on Linux; elsewhere from 49152): what is chosen now and bound a moment later, or again after a crash, is still free then.
 * Throws SetupError when there is none. `candidate` proposes; by default at random, so that two processes seldom propose the same.
 */
export async function freePort(candidate: () => number = () => randomInt(LOWEST, HIGHEST)): Promise<number> {
  for (let tried = 0; tried < PROPOSALS; tried += 1) {
    const port = await bindable(candidate());
    if (port !== null) return port;
  }
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
