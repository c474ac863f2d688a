import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { propertyOf } from '../../../services/embedded/setup-error.js';
import { waitUntil } from '../../../services/embedded/wait.js';

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLI = join(ROOT, 'dist/services/apps/cli.js');
const UP_MS = 90_000;
const STOP_MS = 30_000;
const COMMAND_MS = 30_000;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real Tocsin in a process of its own, and the command line beside it. */
export class CliWorld {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'tocsin-cli-'));
  private server: ChildProcess | undefined;
  private said = '';

  async build(): Promise<void> {
    await execute(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT });
  }

  /** Builds, starts `tocsin up`, and waits until it announces itself. */
  async start(): Promise<void> {
    await this.build();
    const args = [CLI, 'up', '--data-dir', this.dataDir, '--port', '0'];
    this.server = spawn(process.execPath, args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.server.stdout, this.server.stderr]) stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    const isUp = await waitUntil(() => this.said.includes('Try: ') || this.server?.exitCode !== null, UP_MS);
    if (!isUp || this.server.exitCode !== null) throw new Error(`tocsin up did not start:\n${this.said}`);
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server !== undefined && server.exitCode === null && server.signalCode === null) {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      const late = setTimeout(() => server.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(late);
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Runs one command to its end. */
  async tocsin(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const options = { env: { ...environment(), TOCSIN_DATA_DIR: this.dataDir, ...env }, timeout: COMMAND_MS };
    try {
      return { code: 0, ...(await execute(process.execPath, [CLI, ...args], options)) };
    } catch (error) {
      const code = propertyOf(error, 'code');
      if (typeof code !== 'number') throw error;
      return { code, stdout: String(propertyOf(error, 'stdout')), stderr: String(propertyOf(error, 'stderr')) };
    }
  }

  /** What a command answers with `--json`. Fails unless it ends with `code`. */
  async json(args: readonly string[], code = 0): Promise<Record<string, unknown>> {
    const ran = await this.tocsin([...args, '--json']);
    if (ran.code !== code) throw new Error(`${args.join(' ')} ended with ${ran.code}:\n${ran.stdout}${ran.stderr}`);
    return JSON.parse(ran.stdout) as Record<string, unknown>;
  }

  /** A command that goes on until it is stopped. */
  begin(args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [CLI, ...args], {
      env: { ...environment(), TOCSIN_DATA_DIR: this.dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** What the server's database holds. */
  async rows(sql: string): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.runtime()['databaseUrl'] });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  runtime(): Record<string, string> {
    return JSON.parse(readFileSync(join(this.dataDir, 'runtime.json'), 'utf8')) as Record<string, string>;
  }

  /** The ack link in the newest caught mail whose subject contains `text`; undefined while there is none. */
  async linkInMail(text: string): Promise<string | undefined> {
    const base = this.runtime()['mailUrl'] ?? '';
    const list = await (await fetch(base)).text();
    const path = [...list.matchAll(/<a href="(\/mails\/[^"]+)">([^<]*)</g)].find(([, , subject]) => subject?.includes(text))?.[1];
    if (path === undefined) return undefined;
    return /http[^\s"<]*link=[\w.-]+/.exec(await (await fetch(new URL(path, base))).text())?.[0];
  }
}

/** This process' own, without what would lead to another server. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(TOCSIN_|DATABASE_URL|TEMPORAL_ADDRESS|SMTP_URL|NTFY_|NODE_OPTIONS|FORCE_COLOR)/.test(name),
    ),
  );
