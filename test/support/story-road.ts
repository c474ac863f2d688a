import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP connection to PostgreSQL that a story can make silent: what is sent arrives when it is mended. */
export interface Road {
  readonly databaseUrl: string;
  /** From here nothing passes, and nobody is told: the worst that a network does. */
  block(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openRoad(databaseUrl: string): Promise<Road> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isBlocked = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      if (isBlocked) socket.pause();
      socket.on('data', (chunk) => other.write(chunk));
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      if (isBlocked) socket.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const near = new URL(databaseUrl);
  near.hostname = '127.0.0.1';
  near.port = String((server.address() as AddressInfo).port);
  return {
    databaseUrl: near.href,
    block: () => {
      isBlocked = true;
      for (const socket of sockets) socket.pause();
    },
    mend: () => {
      isBlocked = false;
      for (const socket of sockets) socket.resume();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
