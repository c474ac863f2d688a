import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The way of one process to PostgreSQL; the process is killed around the packet number `at` that it sends. */
export interface MortalRoad {
  readonly databaseUrl: string;
  /** Whether it came to that. */
  readonly hasDied: () => boolean;
  close(): Promise<void>;
}

/** `BEFORE`: the packet never arrives. `AFTER`: it does, and its answer is never heard. Then every connection is gone, for ever. */
export async function mortalRoad(databaseUrl: string, at: number, when: 'BEFORE' | 'AFTER'): Promise<MortalRoad> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let packets = 0;
  let isDead = false;
  const die = (): void => {
    isDead = true;
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    if (isDead) return die();
    near.on('data', (chunk) => {
      packets += 1;
      if (packets >= at && when === 'BEFORE') die();
      else far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (packets >= at) die();
      else near.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const near = new URL(databaseUrl);
  near.hostname = '127.0.0.1';
  near.port = String((server.address() as AddressInfo).port);
  return {
    databaseUrl: near.href,
    hasDied: () => isDead,
    close: async () => {
      die();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
