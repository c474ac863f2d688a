import { writeFileSync } from 'node:fs';
import pino from 'pino';
import { EnvironmentError, readEnvironment } from '../config/environment.js';
import type { Settings } from '../config/settings.js';
import { SetupError } from '../embedded/setup-error.js';

export interface RunningRole {
  /** Ends when the role stopped; rejects when it failed. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const REDACT = [
  '*.authorization',
  '*.password',
  '*.token',
  '*.secret',
  '*.connectionString',
  'authorization',
  'password',
  'token',
  'secret',
];

export const roleLogger = (role: string, level: string): pino.Logger => pino({ name: role, level, redact: REDACT });

/** Runs one role until a signal or a failure. Exit code 0 after a signal, 2 for a wrong environment, 1 for a failure. */
export async function runAsRole(role: string, start: (log: pino.Logger) => Promise<RunningRole>): Promise<void> {
  try {
    const log = roleLogger(role, readEnvironment().TOCSIN_LOG_LEVEL);
    const running = await start(log);
    for (const signal of STOP_SIGNALS) process.once(signal, () => void running.stop());
    await running.done;
    process.exit(0);
  } catch (error) {
    const isSetUp = error instanceof EnvironmentError || error instanceof SetupError;
    process.stderr.write(`${role}: ${isSetUp || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)}\n`);
    process.exit(isSetUp ? 2 : 1);
  }
}

/** Tells a supervisor that the process does its work now. */
export function announceReady(settings: Settings): void {
  if (settings.TOCSIN_READY_FILE !== undefined) writeFileSync(settings.TOCSIN_READY_FILE, `${process.pid}\n`, { mode: 0o600 });
}
