import { z } from 'zod';
import type { AlertEvent, AlertStatus } from '../../domain/alerts/alert.model.js';
import type { DomainError } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import { err, ok, type Result } from '../../domain/result.js';
import { boundedKey, cleanText, cleanTexts } from './clean-text.js';
import { linkOf, priorityOf } from './clean-values.js';
import { LIMITS } from './limits.js';
import { ProblemList, type ReceivedPayload } from './received-payload.model.js';

const STATUS_OF = { trigger: 'FIRING', acknowledge: 'ACKNOWLEDGED', resolve: 'RESOLVED' } as const satisfies Record<string, AlertStatus>;

/** https://developer.pagerduty.com/docs/send-alert-event */
const Event = z.object({
  routing_key: z.string().optional(),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().optional(),
  client_url: z.unknown().optional(),
  links: z.unknown().optional(),
  payload: z.unknown().optional(),
});
const Payload = z.object({
  summary: z.string().min(1),
  source: z.string().min(1),
  severity: z.enum(['critical', 'error', 'warning', 'info']),
  timestamp: z.unknown().optional(),
  component: z.unknown().optional(),
  group: z.unknown().optional(),
  class: z.unknown().optional(),
  custom_details: z.unknown().optional(),
});
type RawEvent = z.infer<typeof Event>;
type RawPayload = z.infer<typeof Payload>;

/** The `routing_key` of a body, whatever else is wrong with it: the sender is known before the payload is judged. */
export function routingKeyOf(json: unknown): string | null {
  const key = typeof json === 'object' && json !== null && 'routing_key' in json ? json.routing_key : null;
  return typeof key === 'string' ? key : null;
}

/**
 * One event in the shape of PagerDuty's Events API v2. `newKey` names an alert whose trigger brought no `dedup_key`.
 * An incident's `startsAt` is the time of receipt: senders repeat and invent timestamps, and a trigger after a resolve must never pass for old.
 */
export function readPagerDuty(json: unknown, receivedAt: Instant, newKey: () => string): Result<ReceivedPayload, DomainError> {
  const event = Event.safeParse(json);
  if (!event.success) return err(refusal(event.error, ''));
  const status = STATUS_OF[event.data.event_action];
  const dedupKey = event.data.dedup_key ? boundedKey(event.data.dedup_key) : null;
  if (status !== 'FIRING') {
    if (dedupKey === null) return err(missing('dedup_key'));
    return ok(
      only({ ...BLANK, status, dedupKey, startsAt: receivedAt, endsAt: status === 'RESOLVED' ? receivedAt : null }, new ProblemList()),
    );
  }
  const payload = Payload.safeParse(event.data.payload);
  if (!payload.success) return err(refusal(payload.error, 'payload'));
  const problems = new ProblemList();
  return ok(only(fired(event.data, payload.data, { dedupKey: dedupKey ?? newKey(), startsAt: receivedAt, problems }), problems));
}

const BLANK = { name: '', summary: '', labels: {}, annotations: {}, priority: 'LOW', sourceUrl: null } as const;

const only = (event: AlertEvent, problems: ProblemList): ReceivedPayload => ({
  alerts: [{ event, startIdentifiesFiring: false }],
  refused: 0,
  problems: problems.list(),
});

interface Firing extends Pick<AlertEvent, 'dedupKey' | 'startsAt'> {
  readonly problems: ProblemList;
}

function fired(event: RawEvent, payload: RawPayload, { dedupKey, startsAt, problems }: Firing): AlertEvent {
  const { severity, class: kind } = payload;
  const labels = labelsOf(payload);
  const summary = cleanText(payload.summary, LIMITS.summaryLength, (reason) => problems.add('payload.summary', reason));
  const kindName = typeof kind === 'string' && kind !== '' ? kind : summary;
  const named = textOf(labels['alertname']) || kindName;
  const name = cleanText(named, LIMITS.nameLength, (reason) => problems.add('payload.class', reason));
  labels['alertname'] = name;
  const { timestamp } = payload;
  return {
    dedupKey,
    status: 'FIRING',
    name,
    summary,
    labels: cleanTexts(labels, 'payload.labels', problems),
    annotations: timestamp === undefined || timestamp === null ? {} : cleanTexts({ timestamp }, 'payload.annotations', problems),
    priority: priorityOf(textOf(labels['priority']), severity),
    startsAt,
    endsAt: null,
    sourceUrl: linkOf(event.client_url),
  };
}

/** What routes can match: the event's own words and, over them, the scalar entries of `custom_details`; deeper ones stay in the raw body. */
function labelsOf(payload: RawPayload): Record<string, unknown> {
  const { source, severity, component, group, class: kind, custom_details: details } = payload;
  const labels: [string, unknown][] = [['source', source]];
  const add = (name: string, value: unknown): void => {
    if (value !== undefined && value !== null) labels.push([name, value]);
  };
  add('severity', severity);
  add('component', component);
  add('group', group);
  add('class', kind);
  add('service', component);
  if (typeof details === 'object' && details !== null && !Array.isArray(details))
    for (const [name, value] of Object.entries(details).slice(0, LIMITS.labels)) add(name, textOf(value));
  return Object.fromEntries(labels); // also of a label that is called `__proto__`
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

const missing = (field: string): DomainError => ({ code: 'MALFORMED_PAYLOAD', field, detail: `${field}: required for this event_action` });

function refusal(error: z.ZodError, under: string): DomainError {
  const issue = error.issues[0];
  const field = [under, ...(issue?.path ?? [])].filter(String).join('.') || 'body';
  return {
    code: 'MALFORMED_PAYLOAD',
    field,
    detail: `${field}: ${issue?.message ?? 'unreadable'}`,
    hint: 'send an event of the Events API v2',
  };
}
