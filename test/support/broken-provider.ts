import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Ways in which the other end of a TCP connection misbehaves. */
export const BREAKAGES = ['HANGS', 'RESETS', 'TALKS_GARBAGE', 'DRIPS', 'GONE'] as const;
export type Breakage = (typeof BREAKAGES)[number];

export interface BrokenProvider {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** What the provider would speak if it were well; a dripping one begins like that. */
export type Protocol = 'SMTP' | 'HTTP';

const BEGINNING: Readonly<Record<Protocol, string>> = { SMTP: '220 ready\r\n250-', HTTP: 'HTTP/1.1 200 OK\r\nx-a: ' };

/** Answers one byte after the other, well within every idle time-out, and never comes to an end. */
const DRIP_EVERY_MS = 20;

const BEHAVIOURS: Readonly<Record<Exclude<Breakage, 'GONE'>, (socket: Socket, protocol: Protocol) => void>> = {
  HANGS: (socket) => socket.resume(),
  RESETS: (socket) => void socket.resetAndDestroy(),
  TALKS_GARBAGE: (socket) => void socket.resume().end(Buffer.from('\xff\x00\x1b[2J{"id":"\r\n\r\n\x00garbage\r\n'.repeat(50), 'latin1')),
  DRIPS: (socket, protocol) => {
    socket.write(BEGINNING[protocol]);
    const drip = setInterval(() => socket.write('y'), DRIP_EVERY_MS);
    socket.resume().once('close', () => clearInterval(drip));
  },
};

/** A TCP server on loopback that breaks in one way; `GONE` is a port on which nothing listens. */
export async function startBrokenProvider(breakage: Breakage, protocol: Protocol): Promise<BrokenProvider> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
    if (breakage !== 'GONE') BEHAVIOURS[breakage](socket, protocol);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => {
    for (const socket of open) socket.destroy();
    return new Promise((closed) => server.close(() => closed()));
  };
  if (breakage !== 'GONE') return { port, close };
  await close();
  return { port, close: () => Promise.resolve() };
}
