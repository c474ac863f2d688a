import type { LoggerService } from '@nestjs/common';
import pino from 'pino';

/** What never reaches a log, wherever in an object it stands. */
const SECRET_NAMES = ['authorization', 'cookie', 'password', 'token', 'secret', 'connectionString', 'session', 'key_hash'];
const REDACT = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
/** Secrets of ours within texts: tokens, sessions, integration keys, calendar feeds, ack links, and the passwords in URLs. */
const SECRET_TEXT =
  /\b(toc|tos|tin|tcf)_([0-9a-f]{8,16})_[0-9a-f]{40,64}\b|\btl1\.[\w-]+\.[\w-]+|(?<=\/\/[^\s:/@]{1,100}:)[^\s@/]{1,200}(?=@)/g;

export const withoutSecrets = (text: string): string =>
  text.replace(SECRET_TEXT, (_found, prefix?: string, id?: string) => (prefix === undefined ? '[redacted]' : `${prefix}_${id}_[redacted]`));

/** What Nest says while it starts is of interest to nobody who did not ask. */
const STARTING_UP: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'GraphQLModule',
  'NestApplication',
]);

/** Nest's logger over pino: one JSON line each, to stdout, without secrets. */
export class NestLogger implements LoggerService {
  private readonly pino: pino.Logger;

  constructor(name: string, level: string, destination?: pino.DestinationStream) {
    const hooks = { streamWrite: withoutSecrets };
    this.pino = pino({ name, level, redact: REDACT, hooks }, destination ?? pino.destination(1));
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write(STARTING_UP.has(rest.at(-1)) ? 'debug' : 'info', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest puts the name of the part that speaks last, and a stack before it. */
  private write(level: pino.Level, message: unknown, rest: readonly unknown[]): void {
    const [context, ...more] = rest.toReversed();
    const detail = message instanceof Error ? { err: message } : typeof message === 'object' && message !== null ? message : {};
    const entry = { context, ...(more.length > 0 ? { stack: more } : {}), ...detail };
    if (typeof message === 'string') this.pino[level](entry, message);
    else this.pino[level](entry);
  }
}
