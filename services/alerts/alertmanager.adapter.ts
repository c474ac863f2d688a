import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AlertEvent } from '../../domain/alerts/alert.model.js';
import type { DomainError } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import { err, ok, type Result } from '../../domain/result.js';
import { boundedKey, cleanText, cleanTexts } from './clean-text.js';
import { instantOf, linkOf, priorityOf } from './clean-values.js';
import { LIMITS } from './limits.js';
import { ProblemList, type ReceivedAlert, type ReceivedPayload } from './received-payload.model.js';

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config; `alerts` are judged one by one. */
const Envelope = z.looseObject({
  version: z.literal('4'),
  alerts: z.array(z.unknown()).min(1),
  truncatedAlerts: z.unknown().optional(),
});

const Alert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: z.unknown(),
  annotations: z.unknown(),
  startsAt: z.unknown(),
  endsAt: z.unknown(),
  generatorURL: z.unknown(),
  fingerprint: z.unknown(),
});
type RawAlert = z.infer<typeof Alert>;

/** What Alertmanager says in a webhook of version 4. One unreadable alert is noted and the others go on. */
export function readAlertmanager(json: unknown, receivedAt: Instant): Result<ReceivedPayload, DomainError> {
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return err(refusal(envelope.error));
  const problems = new ProblemList();
  const truncated = envelope.data.truncatedAlerts;
  if (typeof truncated === 'number' && truncated > 0)
    problems.add('truncatedAlerts', `the sender left out ${truncated} alerts (max_alerts)`);
  const alerts: ReceivedAlert[] = [];
  envelope.data.alerts.forEach((raw, index) => {
    const alert = readAlert(raw, `alerts[${index}]`, { receivedAt, problems });
    if (alert !== null) alerts.push(alert);
  });
  return ok({ alerts, refused: envelope.data.alerts.length - alerts.length, problems: problems.list() });
}

function refusal(error: z.ZodError): DomainError {
  const issue = error.issues[0];
  const field = issue?.path.join('.') || 'body';
  return {
    code: 'MALFORMED_PAYLOAD',
    field,
    detail: `${field}: ${issue?.message ?? 'not an Alertmanager notification'}`,
    hint: 'send Alertmanager\'s webhook of version "4" with at least one alert',
  };
}

interface Reading {
  readonly receivedAt: Instant;
  readonly problems: ProblemList;
}

function readAlert(raw: unknown, field: string, reading: Reading): ReceivedAlert | null {
  const parsed = Alert.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    reading.problems.add([field, ...(issue?.path ?? [])].join('.'), `${issue?.message ?? 'unreadable'}; the alert was not used`);
    return null;
  }
  const alert = parsed.data;
  const labels = cleanTexts(alert.labels, `${field}.labels`, reading.problems);
  const startsAt = readInstant(alert.startsAt, `${field}.startsAt`, reading.problems);
  return {
    event: { ...describe({ alert, labels, field, reading }), startsAt: startsAt ?? reading.receivedAt },
    startIdentifiesFiring: startsAt !== null,
  };
}

interface Described {
  readonly alert: RawAlert;
  readonly labels: Record<string, string>;
  readonly field: string;
  readonly reading: Reading;
}

function describe({ alert, labels, field, reading }: Described): Omit<AlertEvent, 'startsAt'> {
  const annotations = cleanTexts(alert.annotations, `${field}.annotations`, reading.problems);
  const name = cleanText(labels['alertname'] || 'unnamed alert', LIMITS.nameLength, (reason) =>
    reading.problems.add(`${field}.labels.alertname`, reason),
  );
  const summary = annotations['summary'] || annotations['description'] || annotations['message'] || name;
  return {
    status: alert.status === 'firing' ? 'FIRING' : 'RESOLVED',
    dedupKey: identityOf(alert, labels),
    name,
    summary: cleanText(summary, LIMITS.summaryLength, (reason) => reading.problems.add(`${field}.annotations.summary`, reason)),
    labels,
    annotations,
    priority: priorityOf(labels['priority'], labels['severity']),
    endsAt: alert.status === 'resolved' ? instantOf(alert.endsAt) : null,
    sourceUrl: linkOf(alert.generatorURL),
  };
}

/** Alertmanager's fingerprint; where a sender leaves it out, a digest of the labels, which is what it stands for. */
function identityOf(alert: RawAlert, labels: Record<string, string>): string {
  if (typeof alert.fingerprint === 'string' && alert.fingerprint !== '') return boundedKey(alert.fingerprint);
  const canonical = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `labels:${createHash('sha256').update(canonical).digest('hex')}`;
}

function readInstant(value: unknown, field: string, problems: ProblemList): Instant | null {
  const at = instantOf(value);
  if (at === null) problems.add(field, 'not an RFC 3339 date between 2000 and 2200; the time of receipt stands in');
  return at;
}
