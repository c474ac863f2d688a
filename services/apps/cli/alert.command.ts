import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { DomainFailure, type ErrorCode } from '../../../domain/error.js';
import { firstNews, type News } from './alert/first-news.js';
import { reach } from './graphql.js';
import { answer, type JsonFlag, say } from './output.js';
import { findServer, type Server } from './server.js';

const SEVERITY = { high: 'critical', medium: 'warning', low: 'info' } as const;

interface SendFlags extends JsonFlag {
  readonly priority: keyof typeof SEVERITY;
  readonly name: string;
  readonly summary?: string;
  readonly dedupKey?: string;
  readonly resolve?: true;
}

export const alertCommand = (): Command =>
  new Command('alert').description('Alerts, as a monitor sends them').addCommand(
    new Command('send')
      .description('Send an alert for a service, in the shape of PagerDuty Events v2')
      .argument('<service>', 'a service of the handbook')
      .addOption(new Option('--priority <priority>', 'how loud it is').choices(['high', 'medium', 'low']).default('high'))
      .option('--name <name>', 'the name of the alert', 'TestAlert')
      .option('--summary <text>', 'what broke')
      .option('--dedup-key <key>', 'the same key is the same alert; a new one each time when absent')
      .option('--resolve', 'say that the alert with this --dedup-key is over')
      .option('--json', 'print JSON')
      .action(send),
  );

const answerSchema = z.object({ dedup_key: z.string().optional(), message: z.string().optional(), errors: z.array(z.string()).optional() });

async function send(service: string, flags: SendFlags): Promise<void> {
  const server = findServer();
  const dedupKey = flags.dedupKey ?? `${service}/${randomUUID()}`;
  await post(server, eventOf(service, dedupKey, flags));
  const news = server.token === null ? null : await firstNews(server, { service, dedupKey, isResolved: flags.resolve === true });
  answer(
    { accepted: true, dedupKey, incident: news?.incident ?? null, holder: news?.holder ?? null, paged: news?.paged ?? [] },
    flags,
    () => wordsOf(news),
  );
  if (flags.json !== true && flags.resolve !== true)
    say(`When it is over: npx tocsin alert send ${service} --resolve --dedup-key ${dedupKey}`);
}

function eventOf(service: string, dedupKey: string, flags: SendFlags): object {
  const summary = flags.summary ?? `${flags.name} on ${service} (sent by tocsin alert send)`;
  const details = { service, alertname: flags.name };
  const payload = {
    summary,
    source: 'tocsin alert send',
    severity: SEVERITY[flags.priority],
    component: service,
    class: flags.name,
    custom_details: details,
  };
  return { event_action: flags.resolve === true ? 'resolve' : 'trigger', dedup_key: dedupKey, payload };
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'INVALID_INPUT',
  401: 'UNKNOWN_INTEGRATION_KEY',
  403: 'UNKNOWN_INTEGRATION_KEY',
  413: 'PAYLOAD_TOO_LARGE',
  503: 'UNAVAILABLE',
};

async function post(server: Server, event: object): Promise<void> {
  if (server.integrationKey === null) {
    const hint =
      'Run this on the machine that runs the server, or send to /v2/enqueue with a key of `tocsin integration create pagerduty`.';
    throw new DomainFailure({ code: 'FORBIDDEN', detail: 'no integration key is kept here', hint });
  }
  const response = await reach(server, '/v2/enqueue', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ routing_key: server.integrationKey, ...event }),
  });
  if (response.status === 202) return;
  const said = answerSchema.safeParse(await response.json().catch(() => null));
  const why = said.success ? [said.data.message, ...(said.data.errors ?? [])].filter((one) => one !== undefined).join('; ') : '';
  throw new DomainFailure({
    code: CODES[response.status] ?? 'INTERNAL',
    detail: `the server answered ${response.status}${why === '' ? '' : `: ${why}`}`,
  });
}

function wordsOf(news: News | null): string {
  if (news === null) return 'accepted';
  const { incident, holder, paged } = news;
  if (holder !== null) return `accepted: ${incident}, ${holder} has it`;
  return paged.length === 0
    ? `accepted: ${incident}`
    : `accepted: ${incident}, ${paged.join(' and ')} ${paged.length === 1 ? 'is' : 'are'} paged`;
}
