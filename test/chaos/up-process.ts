import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readJson } from '../../services/embedded/private-files.js';
import { sendSignal } from '../../services/embedded/process-identity.js';
import { type Runtime, readRuntime } from '../../services/embedded/runtime-file.js';
import { waitUntil } from '../../services/embedded/wait.js';
import { processesNaming } from './machine.js';

export const PROCESSES = ['worker', 'api', 'temporal', 'postgres'] as const;
export type ProcessName = (typeof PROCESSES)[number];

const execute = promisify(execFile);
const READY_MS = 60_000;
/** A start that is refused has come as far as one that becomes ready. */
const EXIT_MS = READY_MS;
const recordSchema = z.object({ pid: z.number().int().positive() });

export interface UpRequest {
  readonly cli: string;
  readonly dataDir: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** `tocsin up` as a person starts it: a process of its own, with its children. */
export class UpProcess {
  private text = '';
  private readonly child: ChildProcess;

  constructor(private readonly request: UpRequest) {
    const { cli, dataDir, args = [], env = {} } = request;
    this.child = spawn(process.execPath, [cli, 'up', '--data-dir', dataDir, ...(args.includes('--port') ? [] : ['--port', '0']), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.text += chunk.toString('utf8')));
  }

  /** Everything it printed so far. */
  get output(): string {
    return this.text;
  }

  get runtime(): Runtime {
    const runtime = readRuntime(this.request.dataDir);
    if (runtime === null) throw new Error(`no runtime.json in ${this.request.dataDir}; up printed:\n${this.text}`);
    return runtime;
  }

  /** Resolves with the line to try; fails with what was printed when the process ends before. */
  async ready(): Promise<this> {
    const isReady = await waitUntil(() => this.text.includes('Try:') || this.hasEnded, READY_MS);
    if (!isReady || this.hasEnded) throw new Error(`up did not become ready:\n${this.text}`);
    return this;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The exit code; null when a signal ended it. */
  async ended(): Promise<number | null> {
    if (!(await waitUntil(() => this.hasEnded, EXIT_MS))) throw new Error(`up does not end:\n${this.text}`);
    return this.child.exitCode;
  }
}

/** What `tocsin` prints on this machine; fails with what it complains about. */
export async function runCli(
  { dataDir, build }: { readonly dataDir: string; readonly build: { readonly cli: string } },
  args: readonly string[],
): Promise<string> {
  const { stdout } = await execute(process.execPath, [build.cli, ...args], {
    env: { ...process.env, TOCSIN_DATA_DIR: dataDir },
    timeout: 20_000,
  });
  return stdout;
}

/** The process that a data directory remembers under this name; 0: none. */
export function pidIn(dataDir: string, name: ProcessName): number {
  return recordSchema.safeParse(readJson(join(dataDir, 'run', `${name}.json`))).data?.pid ?? 0;
}

/** The key that `tocsin alert send` uses on this machine. */
export const integrationKeyIn = (dataDir: string): string => readFileSync(join(dataDir, 'alert-send-key'), 'utf8').trim();

export const newDataDirectory = (): string => mkdtempSync(join(tmpdir(), 'tocsin-chaos-'));

/** Whatever still runs from it is killed, process by process. */
export function removeDataDirectory(dataDir: string): void {
  for (const pid of processesNaming(dataDir)) sendSignal(pid, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
