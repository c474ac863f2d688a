import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { Command } from 'commander';
import { readEnvironment } from '../../config/environment.js';
import { hostEnvironment } from '../../config/host-environment.js';
import { defaultDataDir } from '../../embedded/data-dir.js';
import type { Logger } from '../../embedded/logger.js';
import { SetupError } from '../../embedded/setup-error.js';
import { stopOnSignals } from '../../embedded/stop-on-signals.js';
import { SHIPPED_HANDBOOK } from '../build.js';
import { parseMe } from '../up/me.js';
import { report, stepLine } from '../up/report.js';
import type { UpOptions } from '../up/up.model.js';
import { up } from '../up.js';

interface Flags {
  readonly dataDir?: string;
  readonly port?: string;
  readonly handbook?: string;
  readonly listen?: string;
  readonly publicUrl?: string;
  readonly me?: string;
}

export const upCommand = (): Command =>
  new Command('up')
    .description('Start everything on this machine: PostgreSQL, Temporal, worker and api')
    .option('--data-dir <dir>', 'where data is kept')
    .option('--port <port>', 'port of the API and the pages')
    .option('--handbook <file>', 'the handbook to apply')
    .option('--listen <address>', 'address to listen on; 0.0.0.0 for the network')
    .option('--public-url <url>', 'base of the links in pages, so that they open on a phone')
    .option('--me <address>', "makes you today's primary: ntfy:TOPIC or mailto:ADDRESS")
    .action(async (flags: Flags) => run(optionsFrom(flags)));

function optionsFrom(flags: Flags): UpOptions {
  const settings = readEnvironment();
  const publicUrl = publicUrlFrom(flags.publicUrl) ?? settings.TOCSIN_PUBLIC_URL;
  const handbook = flags.handbook ?? settings.TOCSIN_HANDBOOK ?? SHIPPED_HANDBOOK;
  if (!existsSync(handbook)) throw new SetupError(`--handbook ${handbook}: there is no such file`);
  return {
    dataDir: flags.dataDir ?? settings.TOCSIN_DATA_DIR ?? defaultDataDir(hostEnvironment()),
    port: portFrom(flags.port) ?? settings.TOCSIN_PORT,
    listen: listenFrom(flags.listen) ?? settings.TOCSIN_LISTEN,
    publicUrl: publicUrl?.replace(/\/+$/, ''),
    handbook,
    me: flags.me === undefined ? undefined : parseMe(flags.me),
    virtualTime: 'off',
  };
}

function publicUrlFrom(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text;
  throw new SetupError(`--public-url ${text}: not an http(s) URL`, 'Write for example https://tocsin.example.');
}

function listenFrom(text: string | undefined): string | undefined {
  if (text === undefined || text === 'localhost' || isIP(text) !== 0) return text;
  throw new SetupError(`--listen ${text}: not an address of this machine`, 'Write 127.0.0.1, or 0.0.0.0 for the network.');
}

function portFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new SetupError(`--port ${text}: a port is 0 to 65535`);
  return port;
}

const write = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(options: UpOptions): Promise<void> {
  write('Tocsin starts');
  const running = await up(options, { onStep: (step) => write(stepLine(step)), log: stderrLogger });
  stopOnSignals(running, stderrLogger);
  report(running.started, write);
}

const line = (level: string, fields: object, message: string): void => {
  process.stderr.write(`${level} ${message} ${JSON.stringify(fields)}\n`);
};

const stderrLogger: Logger = {
  info: (_fields, message) => void process.stderr.write(`${message}\n`),
  warn: (fields, message) => line('warning:', fields, message),
  error: (fields, message) => line('error:', fields, message),
};
