import { z } from 'zod';
import { CHANNELS } from '../../domain/handbook/handbook.model.js';
import { duration, durationOrZero, email, id, ntfyTopic, reference, text, timezone, webUrl, workingDays } from './parse-leaves.js';
import { communicationsSchema, componentsSchema } from './parse-schema-communications.js';
import { policySchema, workingHoursSchema } from './parse-schema-escalation.js';
import { handoffsSchema } from './parse-schema-handoffs.js';
import { postIncidentSchema } from './parse-schema-post-incident.js';
import { awaySchema, scheduleSchema } from './parse-schema-schedules.js';
import { type KnownIds, marked, placeholder, severity, strict } from './parse-shapes.js';

const channel = z.enum(CHANNELS, {
  error: (issue) =>
    issue.input === undefined
      ? undefined
      : `${JSON.stringify(issue.input).slice(0, 60)} has no adapter — use one of ${CHANNELS.join(', ')}`,
});

const rung = z.union(
  [
    channel,
    z
      .partialRecord(channel, durationOrZero)
      .refine((entry) => Object.keys(entry).length === 1, 'names no single contact method — write for example { email: 1 minute }'),
  ],
  {
    error: 'is not a contact method — write for example ntfy, or { email: 1 minute }',
  },
);
const rungs = z.array(rung, {
  error: (issue) => (issue.input === undefined ? undefined : 'is not a list — write for example [ntfy, { email: 1 minute }]'),
});
const NOBODY_WAKES = 'there is no contact method for high urgency — add for example high: [email]';
const wakingRungs = z
  .array(rung, {
    error: (issue) => (issue.input === undefined ? NOBODY_WAKES : 'is not a list — write for example [ntfy, { email: 1 minute }]'),
  })
  .min(1, NOBODY_WAKES);

const person = strict({
  name: text,
  email,
  timezone: timezone.optional(),
  team: text.optional(),
  contact: strict({ email: email.optional(), ntfy: ntfyTopic.optional(), webhook: webUrl.optional() }).optional(),
  reach: strict({ high: wakingRungs, low: rungs.optional() }).optional(),
  away: awaySchema
    .describe(
      'When they cannot be on call, in their own zone. Moves no shift: a step that would page them skips them. Cover it, or be warned.',
    )
    .optional(),
  placeholder: placeholder.optional(),
});

const contact = strict({
  name: text,
  email: email.optional(),
  phone: text.optional(),
  url: webUrl.optional(),
  placeholder: placeholder.optional(),
});

const severitySchema = strict({
  name: text,
  definition: text,
  examples: z.array(text),
  respond: duration,
  urgency: z.enum(['high', 'low'], {
    error: (issue) => (issue.input === undefined ? undefined : 'is not an urgency — write high (wakes people) or low'),
  }),
  reopen_window: marked('lasts').optional(),
  auto_resolve_after: marked('quiet').optional(),
  postmortem: strict({ due: workingDays })
    .describe('Asks for a postmortem; without it the incident closes when its reopen window ends.')
    .optional(),
});

const serviceSchema = (known: KnownIds) =>
  strict({
    name: text.optional(),
    owner: text,
    escalation: reference('escalation policy', known.policies),
    description: text.optional(),
    components: z
      .array(reference('component', known.components))
      .max(20, 'has more than 20 components — name those that users would miss')
      .describe('The components of the status page that suffer when it does.')
      .optional(),
    links: z
      .array(strict({ title: text, url: webUrl, placeholder: placeholder.optional() }))
      .max(50, 'has more than 50 links — keep those that help at night')
      .optional(),
  });

const ruleSchema = strict({
  alert: text,
  when: text.describe("The guide's own words."),
  for: durationOrZero.optional(),
  expr: text.describe('PromQL.').optional(),
  proposes: severity.optional(),
  runbook: webUrl.optional(),
});

const label = z.string({ error: "is not a text — put the label's value in quotes" });
const routeSchema = (known: KnownIds) =>
  strict({
    match: z
      .record(z.string(), label)
      .refine((match) => Object.keys(match).length > 0, 'matches nothing — name a label, or write otherwise: true')
      .optional(),
    otherwise: z.literal(true, { error: 'can only be true — leave it out on every other route' }).optional(),
    to: reference('service', known.services),
    group_by: z.array(text).max(20, 'groups by more than 20 labels — a few are enough').optional(),
  });

/** The handbook's language: strict everywhere, so that a misspelt key is a problem and never a silence. */
export function handbookSchema(known: KnownIds) {
  return strict({
    handbook: id,
    version: z
      .string({ error: (issue) => (issue.input === undefined ? undefined : 'is not a text — put the version in quotes') })
      .min(1, 'must not be empty — write for example 1.0.0')
      .max(64, 'is longer than 64 characters — shorten it'),
    timezone,
    working_hours: workingHoursSchema.describe('When people are at work, for steps that page only then, or only outside.').optional(),
    people: z.record(id, person),
    contacts: z.record(id, contact).describe('Whom a person may want to call; nothing pages them.').optional(),
    schedules: z.record(id, scheduleSchema(known)),
    escalation: z.record(id, policySchema(known)),
    handoffs: handoffsSchema(known).optional(),
    severities: strict({ sev1: severitySchema, sev2: severitySchema, sev3: severitySchema, sev4: severitySchema }),
    services: z.record(id, serviceSchema(known)),
    components: componentsSchema.optional(),
    communications: communicationsSchema.optional(),
    alerts: strict({
      high: z.array(ruleSchema).optional(),
      medium: z.array(ruleSchema).optional(),
      low: z.array(ruleSchema).optional(),
      route: z.array(routeSchema(known)).min(1, 'routes nothing — end the list with { otherwise: true, to: <service> }'),
    }),
    post_incident: postIncidentSchema(known.people).optional(),
  });
}

export type RawHandbook = z.output<ReturnType<typeof handbookSchema>>;
