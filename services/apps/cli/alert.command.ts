import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { DomainFailure } from '../../../domain/error.js';
import { answer } from './output.js';
import { findServer } from './server.js';

const SEVERITY = { high: 'critical', medium: 'warning', low: 'info' } as const;

interface SendFlags {
  readonly priority: keyof typeof SEVERITY;
  readonly name: string;
  readonly summary?: string;
  readonly dedupKey?: string;
  readonly resolve?: true;
  readonly json?: true;
}

export const alertCommand = (): Command =>
  new Command('alert').description('Alerts, as a monitor sends them').addCommand(
    new Command('send')
      .description('Send an alert for a service, in the shape of PagerDuty Events v2')
      .argument('<service>', 'a service of the handbook')
      .addOption(new Option('--priority <priority>').choices(['high', 'medium', 'low']).default('high'))
      .option('--name <name>', 'the name of the alert', 'TestAlert')
      .option('--summary <text>', 'what broke')
      .option('--dedup-key <key>', 'the same key is the same alert; a new one each time when absent')
      .option('--resolve', 'say that the alert with this --dedup-key is over')
      .option('--json', 'print JSON')
      .action(send),
  );

const answerSchema = z.object({ dedup_key: z.string() });

async function send(service: string, flags: SendFlags): Promise<void> {
  const server = findServer();
  if (server.integrationKey === null) {
    throw new DomainFailure({ code: 'FORBIDDEN', detail: 'no integration key is kept here', hint: 'Run this on the machine that runs the server, or send to /v2/enqueue with a key of your own.' });
  }
  const dedupKey = flags.dedupKey ?? `${service}/${randomUUID()}`;
  const summary = flags.summary ?? `${flags.name} on ${service} (sent by tocsin alert send)`;
  const payload = { summary, source: 'tocsin alert send', severity: SEVERITY[flags.priority], component: service, class: flags.name, custom_details: { service, alertname: flags.name } };
  const response = await fetch(`${server.url}/v2/enqueue`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ routing_key: server.integrationKey, event_action: flags.resolve === true ? 'resolve' : 'trigger', dedup_key: dedupKey, payload }),
  });
  const body: unknown = await response.json();
  if (response.status !== 202) throw new DomainFailure({ code: 'INVALID_INPUT', detail: `the server answered ${response.status}: ${JSON.stringify(body)}` });
  const { dedup_key } = answerSchema.parse(body);
  answer({ dedupKey: dedup_key, accepted: true }, flags, () => `accepted; --dedup-key ${dedup_key}`);
}
