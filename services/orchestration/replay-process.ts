import { type ChildProcess, fork } from 'node:child_process';
import type { Execution } from '../../domain/audit/replay.model.js';
import { readOnlyCode } from './read-only-code.js';
import type { ReplayTask } from './replay-executor.js';

/** One history, to be executed on one build; its code goes along when the process asks for it. */
export interface ReplayOrder {
  readonly number: number;
  readonly buildId: string;
  readonly task: ReplayTask;
  readonly code?: string;
}

export type ReplayAnswer =
  | { readonly number: number; readonly status: 'EXECUTED'; readonly execution: Execution }
  | { readonly number: number; readonly status: 'CODE_NEEDED' }
  | { readonly number: number; readonly status: 'FAILED'; readonly message: string };

export interface ReplayProcessOptions {
  /** The compiled `services/apps/replayer.js`. */
  readonly program: string;
  /** For one history, the loading of its code included. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;
const MEMORY_MB = 512;
/** A process that nobody needs ends. */
const IDLE_MS = 60_000;
/** Only what Node itself needs to run: the process is given no secret. */
const ENVIRONMENT = { NODE_ENV: 'production' };

/**
 * Executes histories in a process of its own, one at a time, and kills it where one takes too long: the next one gets a fresh process.
 * Every failure is an answer.
 */
export class ReplayProcess {
  private child: ChildProcess | null = null;
  private idle: NodeJS.Timeout | undefined;
  private count = 0;
  private line: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ReplayProcessOptions) {}

  /** `code` is read only where the process does not have it yet. */
  async execute(buildId: string, task: ReplayTask, code: () => Promise<string>): Promise<Execution> {
    const turn = this.line.then(() => this.executeNow(buildId, task, code));
    this.line = turn.catch(() => undefined); // told to whoever asked
    return await turn;
  }

  /** The process that is at work; null: none. */
  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  close(): void {
    clearTimeout(this.idle);
    this.child?.kill('SIGKILL');
    this.child = null;
  }

  private async executeNow(buildId: string, task: ReplayTask, code: () => Promise<string>): Promise<Execution> {
    clearTimeout(this.idle);
    const answer = await this.ask({ buildId, task });
    const final = answer.status === 'CODE_NEEDED' ? await this.ask({ buildId, task, code: await code() }) : answer;
    this.idle = setTimeout(() => this.close(), IDLE_MS).unref();
    if (final.status === 'EXECUTED') return final.execution;
    this.close(); // what failed once in there is not trusted with the next one
    return failed(final.status === 'FAILED' ? final.message : 'the code could not be loaded');
  }

  private async ask(order: Omit<ReplayOrder, 'number'>): Promise<ReplayAnswer> {
    const child = (this.child ??= this.start());
    this.count += 1;
    const number = this.count;
    const timeoutMs = this.options.timeoutMs ?? TIMEOUT_MS;
    return await new Promise((resolve) => {
      const settle = (answer: ReplayAnswer): void => {
        clearTimeout(timer);
        child.off('message', hear).off('exit', gone);
        resolve(answer);
      };
      const hear = (answer: ReplayAnswer): void => {
        if (answer.number === number) settle(answer);
      };
      const gone = (): void => {
        if (this.child === child) this.child = null;
        settle({ number, status: 'FAILED', message: `the process ended, with more than ${MEMORY_MB} MB or by a fault of the code` });
      };
      const timer = setTimeout(() => {
        this.close();
        settle({ number, status: 'FAILED', message: `it did not end within ${timeoutMs} ms` });
      }, timeoutMs);
      child.on('message', hear).once('exit', gone);
      child.send({ ...order, number }, (error) => {
        if (error !== null) gone();
      });
    });
  }

  private start(): ChildProcess {
    // The SDK takes a stack trace of every promise, for a query that nobody asks here: it may be empty.
    const execArgv = [
      `--max-old-space-size=${MEMORY_MB}`,
      '--stack-trace-limit=0',
      '--single-threaded-gc',
      ...readOnlyCode(this.options.program),
    ];
    const child = fork(this.options.program, [], {
      env: ENVIRONMENT,
      execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', () => undefined); // told by 'exit', or by the message that did not leave
    child.unref();
    child.channel?.unref();
    return child;
  }
}

const failed = (message: string): Execution => ({ commands: [], failure: { kind: 'FAILED', message, eventId: null } });
