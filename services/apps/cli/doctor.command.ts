import { Command } from 'commander';
import { DomainFailure } from '../../../domain/error.js';
import { readEnvironment } from '../../config/environment.js';
import type { Settings } from '../../config/settings.js';
import { type Check, fail, warn } from './doctor/check.js';
import { databaseChecks } from './doctor/database.checks.js';
import { serverChecks } from './doctor/server.checks.js';
import { temporalChecks } from './doctor/temporal.checks.js';
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
  if ('status' in server) return [server, ...(await behind(settings, null))];
  const [front, back] = await Promise.all([serverChecks(server), behind(settings, server)]);
  return [...front, ...back];
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
  const databaseUrl = server?.runtime?.databaseUrl ?? settings.DATABASE_URL;
  const temporalAddress = server?.runtime?.temporalAddress ?? settings.TEMPORAL_ADDRESS;
  if (databaseUrl === undefined || temporalAddress === undefined) {
    const fix = 'Run this on the machine that runs the server, or set DATABASE_URL and TEMPORAL_ADDRESS.';
    return [warn('behind the server', 'PostgreSQL, Temporal and the worker were not looked at from here', fix)];
  }
  const channels = server?.runtime?.channels ?? channelsIn(settings);
  const temporal = { ...settings, DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress, TOCSIN_LINK_SECRET: '' };
  const [database, cluster] = await Promise.all([databaseChecks(databaseUrl, channels), temporalChecks(temporal)]);
  return [...database.slice(0, 1), ...cluster, ...database.slice(1)];
}

function channelsIn({ SMTP_URL, NTFY_URL, TOCSIN_WEBHOOK_SECRET }: Settings): readonly string[] {
  const given = { email: SMTP_URL, ntfy: NTFY_URL, webhook: TOCSIN_WEBHOOK_SECRET };
  return Object.entries(given).flatMap(([channel, value]) => (value === undefined ? [] : [channel]));
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
