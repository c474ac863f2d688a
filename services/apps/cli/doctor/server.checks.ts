import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { ask, reach } from '../graphql.js';
import type { Server } from '../server.js';
import { relative } from '../times.js';
import { type Check, fail, ok, warn } from './check.js';

const VIEWER = '{ viewer { role person { id } tool } }';
const viewerSchema = z.object({
  viewer: z.object({ role: z.string(), person: z.object({ id: z.string() }).nullable(), tool: z.string().nullable() }),
});

const INTEGRATIONS = '{ integrations { id name kind prefix lastUsedAt revokedAt revokedUsedAt } }';
const integrationsSchema = z.object({
  integrations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      prefix: z.string(),
      revokedAt: z.string().nullable(),
      revokedUsedAt: z.string().nullable(),
    }),
  ),
});

/** What the API itself shows: it answers, knows us, and who sends with a revoked key. */
export async function serverChecks(server: Server): Promise<readonly Check[]> {
  const answering = await serverAnswers(server);
  if (answering.status === 'fail') return [answering];
  return [answering, ...(await Promise.all([tokenWorks(server), keysInUse(server)])), publicUrl(server), mail(server)];
}

async function serverAnswers(server: Server): Promise<Check> {
  try {
    const response = await reach(server, '/ready');
    const body = await response.text();
    return response.ok
      ? ok('server', `${server.url} is ready`)
      : fail(
          'server',
          `${server.url} is not ready: ${response.status} ${body.slice(0, 200)}`,
          'See its log; in the data directory, logs/api.log.',
        );
  } catch (error) {
    return fail('server', saidBy(error), 'Start it: `npm start`, or the role api where roles run apart.');
  }
}

async function tokenWorks(server: Server): Promise<Check> {
  if (server.token === null)
    return warn('token', 'there is no token to ask with', 'Set TOCSIN_TOKEN; on the machine that runs the server: `tocsin token admin`.');
  try {
    const { viewer } = await ask(server, { document: VIEWER, shape: viewerSchema });
    return ok('token', `${viewer.person?.id ?? `tool ${viewer.tool ?? ''}`}, ${viewer.role}`);
  } catch (error) {
    return fail('token', saidBy(error), 'On the machine that runs the server: `tocsin token admin`; elsewhere set TOCSIN_TOKEN.');
  }
}

async function keysInUse(server: Server): Promise<Check> {
  try {
    const { integrations } = await ask(server, { document: INTEGRATIONS, shape: integrationsSchema });
    const stale = integrations.filter((one) => one.revokedUsedAt !== null);
    const live = integrations.filter((one) => one.revokedAt === null).length;
    if (stale.length === 0) return ok('integration keys', `${live} live, no revoked one in use`);
    const list = stale.map((one) => `${one.prefix}_… (${one.name}) ${relative(one.revokedUsedAt ?? '')}`).join(', ');
    return warn(
      'integration keys',
      `revoked, and used all the same: ${list}`,
      'Its sender is refused: give it a live key, `tocsin integration list` shows them.',
    );
  } catch (error) {
    return warn('integration keys', saidBy(error), 'Ask with a token that may manage integrations.');
  }
}

function publicUrl({ runtime, url }: Server): Check {
  const shown = runtime?.publicUrl ?? url;
  const isLoopback = /^(localhost|127\.|\[::1\])/.test(new URL(shown).host);
  if (!isLoopback) return ok('public URL', shown);
  return warn(
    'public URL',
    `${shown} is this machine only: the links in pages do not open on a phone`,
    'Start with --public-url (and --listen 0.0.0.0), or set TOCSIN_PUBLIC_URL.',
  );
}

function mail({ runtime }: Server): Check {
  if (runtime === null) return ok('mail', 'sent by a server elsewhere');
  if (runtime.mailUrl === null) return ok('mail', 'sent over SMTP_URL');
  return warn('mail', `caught at ${runtime.mailUrl} for evaluation: no mail leaves this machine`, 'Set SMTP_URL to a mail server.');
}

const saidBy = (error: unknown): string => (error instanceof DomainFailure ? error.error.detail : String(error));
