import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../config/clock.js';
import { boundChildLog, lastLines, openChildLog } from './child-log.js';
import type { Logger } from './logger.js';
import { forgetChild, recordChild, type StopStep, stopProcess } from './orphans.js';
import { identify, type ProcessIdentity, sendSignal } from './process-identity.js';
import { SetupError } from './setup-error.js';
import type { SystemUser } from './system-user.js';

/** How to run, recognise as ready, and stop one server. */
export interface ChildSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly user?: SystemUser | undefined;
  readonly stopSteps: readonly StopStep[];
  /** True once the server answers; asked until the abort signal (the process ended, or time is up). */
  readonly ready: (gone: AbortSignal) => Promise<boolean>;
}

/** Where a data directory keeps what concerns its children. */
export interface ChildPaths {
  readonly runDir: string;
  readonly logDir: string;
}

interface Launched {
  readonly child: ChildProcess;
  /** Aborted when the process has ended. */
  readonly gone: AbortSignal;
}

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 10_000;
const STABLE_MS = 60_000;
const LOG_CHECK_MS = 60_000;
const ATTEMPTS = 3;
const PORT_TAKEN = /address already in use/i;

/** One server under supervision: started once by `start`, then again whenever it dies, until `stop`. */
export class SupervisedChild {
  private identity: ProcessIdentity | null = null;
  private readonly stopping = new AbortController();
  private backoffMs = FIRST_BACKOFF_MS;
  private readonly pidFile: string;
  private readonly logFile: string;
  private readonly logCheck: NodeJS.Timeout;
  private readonly killOnExit = (): void => this.kill();

  constructor(
    private readonly spec: ChildSpec,
    paths: ChildPaths,
    private readonly log: Logger,
  ) {
    this.pidFile = join(paths.runDir, `${spec.name}.json`);
    this.logFile = join(paths.logDir, `${spec.name}.log`);
    this.logCheck = setInterval(() => boundChildLog(this.logFile), LOG_CHECK_MS).unref();
    process.once('exit', this.killOnExit);
  }

  get pid(): number | null {
    return this.identity?.pid ?? null;
  }

  /**
   * Resolves when the server answers. Throws SetupError with its last log lines when it does not. One that ended because a port was taken
   * is tried again: Temporal's dev server chooses some of its ports itself, and another process may be quicker.
   */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const { child, gone } = this.launch();
      if (await this.spec.ready(gone)) {
        void this.superviseUntilStopped(child, gone);
        return;
      }
      const end = lastLines(this.logFile);
      if (gone.aborted && PORT_TAKEN.test(end) && attempt < ATTEMPTS) continue;
      const why = gone.aborted ? `ended (${describeExit(child)})` : 'does not answer';
      await this.stop();
      throw new SetupError(`${this.spec.name} ${why}; its log ${this.logFile} ends:\n${end}`);
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.logCheck);
    process.off('exit', this.killOnExit);
    if (this.identity !== null) await stopProcess(this.identity, this.spec.stopSteps);
    this.identity = null;
    forgetChild(this.pidFile);
  }

  /** Last resort, when there is no time to wait: asks the server to end at once and returns. */
  kill(): void {
    this.stopping.abort();
    if (this.identity !== null) sendSignal(this.identity.pid, this.spec.stopSteps.at(-1)?.signal ?? 'SIGKILL');
  }

  private launch(): Launched {
    const log = openChildLog(this.logFile);
    const child = spawn(this.spec.command, [...this.spec.args], {
      // Its own process group: the terminal's Ctrl-C reaches us, and we stop the servers in order.
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...this.spec.env },
      ...(this.spec.user === undefined ? {} : { uid: this.spec.user.uid, gid: this.spec.user.gid }),
    });
    closeSync(log);
    const gone = new AbortController();
    child.once('exit', () => gone.abort());
    child.once('error', (error) => {
      this.log.error({ server: this.spec.name, err: error }, 'server cannot be started');
      gone.abort();
    });
    if (child.pid !== undefined) this.remember(child.pid);
    return { child, gone: gone.signal };
  }

  private remember(pid: number): void {
    this.identity = identify(pid);
    recordChild(this.pidFile, pid);
  }

  private async superviseUntilStopped(first: ChildProcess, firstGone: AbortSignal): Promise<void> {
    let running: Launched | null = { child: first, gone: firstGone };
    while (!this.stopping.signal.aborted) {
      const startedAt = systemClock.now();
      if (running !== null) await aborted(running.gone);
      if (this.stopping.signal.aborted) return;
      if (systemClock.now() - startedAt > STABLE_MS) this.backoffMs = FIRST_BACKOFF_MS;
      this.log.warn(
        {
          server: this.spec.name,
          exit: running === null ? 'not started' : describeExit(running.child),
          backoffMs: this.backoffMs,
          logFile: this.logFile,
        },
        'server died; it is started again',
      );
      if (!(await this.pause())) return;
      running = await this.relaunch();
    }
  }

  /** Null when even the attempt failed (disk full, binary gone): the next attempt follows after the back-off. */
  private async relaunch(): Promise<Launched | null> {
    try {
      const launched = this.launch();
      if (await this.spec.ready(launched.gone)) this.log.info({ server: this.spec.name, pid: this.pid }, 'server answers again');
      return launched;
    } catch (error) {
      this.log.error({ server: this.spec.name, err: error }, 'server cannot be started again');
      return null;
    }
  }

  private async pause(): Promise<boolean> {
    const waitMs = this.backoffMs;
    this.backoffMs = Math.min(this.backoffMs * 2, LONGEST_BACKOFF_MS);
    await Promise.race([delay(waitMs), aborted(this.stopping.signal)]);
    return !this.stopping.signal.aborted;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function describeExit(child: ChildProcess): string {
  return child.signalCode ?? `code ${child.exitCode ?? 'unknown'}`;
}
