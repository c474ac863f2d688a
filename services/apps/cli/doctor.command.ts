import { Command } from 'commander';
import { DomainFailure } from '../../../domain/error.js';
import { CHANNELS, type Channel } from '../../../domain/handbook/handbook.model.js';
import { readEnvironment } from '../../config/environment.js';
import type { Settings } from '../../config/settings.js';
import type { Runtime } from '../../embedded/runtime-file.js';
import type { ConfiguredWays } from '../up/reachability.js';
import { type Check, fail, warn } from './doctor/check.js';
import { databaseChecks } from './doctor/database.checks.js';
import { serverChecks } from './doctor/server.checks.js';
import { temporalChecks } from './doctor/temporal.checks.js';
import { ticketChecks } from './doctor/ticket.checks.js';
import { EXIT } from './exit-codes.js';
import { withJson } from './flags.js';
import { harmless } from './harmless.js';
import { answer, type JsonFlag, paint } from './output.js';
import { findServer, type Server } from './server.js';

export const doctorCommand = (): Command =>
  withJson(
    new Command('doctor').description('Whether everything works, and how to repair what does not. Exit code 1 where something fails'),
  ).action(doctor);

async function doctor(flags: JsonFlag): Promise<void> {
  const checks = await examine();
  const isWell = checks.every((check) => check.status !== 'fail');
  answer({ ok: isWell, checks }, flags, () => wordsOf(checks));
  if (!isWell) process.exitCode = EXIT.failed;
}

async function examine(): Promise<readonly Check[]> {
  const settings = readEnvironment();
  const server = found();
  if ('status' in server) return [server, ...(await behind(settings, null)), ...(await ticketChecks(settings))];
  const [front, back, tickets] = await Promise.all([serverChecks(server), behind(settings, server), ticketChecks(settings)]);
  return [...front, ...back, ...tickets];
}

function found(): Server | Check {
  try {
    return findServer();
  } catch (error) {
    if (!(error instanceof DomainFailure)) throw error;
    return fail('server', error.error.detail, error.error.hint ?? 'Start it: `npm start`.');
  }
}

/** PostgreSQL and Temporal, where this machine knows them. */
async function behind(settings: Settings, server: Server | null): Promise<readonly Check[]> {
  const runtime = server?.runtime ?? null;
  const databaseUrl = runtime?.databaseUrl ?? settings.DATABASE_URL;
  const temporalAddress = runtime?.temporalAddress ?? settings.TEMPORAL_ADDRESS;
  if (databaseUrl === undefined || temporalAddress === undefined) {
    const fix = 'Run this on the machine that runs the server, or set DATABASE_URL and TEMPORAL_ADDRESS.';
    return [warn('behind the server', 'PostgreSQL, Temporal and the worker were not looked at from here', fix)];
  }
  const temporal = { ...settings, DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress, TOCSIN_LINK_SECRET: '' };
  const [database, cluster] = await Promise.all([databaseChecks(databaseUrl, waysOf(settings, runtime)), temporalChecks(temporal)]);
  return [...database.slice(0, 1), ...cluster, ...database.slice(1)];
}

/** What the worker can send over, as the server said when it started; else by this environment. */
function waysOf({ SMTP_URL, NTFY_URL, TOCSIN_WEBHOOK_SECRET }: Settings, runtime: Runtime | null): ConfiguredWays {
  const given = { email: SMTP_URL, ntfy: NTFY_URL, webhook: TOCSIN_WEBHOOK_SECRET };
  const isSet = (channel: Channel): boolean => runtime?.channels?.includes(channel) ?? given[channel] !== undefined;
  return { channels: new Set(CHANNELS.filter(isSet)), topics: runtime?.ntfyTopics ?? null };
}

const MARKS = { ok: ['green', '✓'], warn: ['yellow', '!'], fail: ['red', '✗'] } as const;

function wordsOf(checks: readonly Check[]): string {
  const width = Math.max(...checks.map((check) => check.name.length));
  const lines = checks.flatMap(({ name, status, detail, fix }) => {
    const [style, mark] = MARKS[status];
    const line = `  ${paint(style, `${mark} ${status.padEnd(4)}`)}  ${name.padEnd(width)}  ${harmless(detail)}`;
    return fix === undefined ? [line] : [line, `${' '.repeat(width + 12)}${paint('dim', `→ ${fix}`)}`];
  });
  const count = (status: Check['status']): number => checks.filter((check) => check.status === status).length;
  return [...lines, '', `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} failed`].join('\n');
}
