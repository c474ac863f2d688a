import type { EscalationPolicy, Handbook, Person, Severity, SeverityDefinition, Urgency } from '../../domain/handbook/handbook.model.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/instant.js';

const person = (id: string, timezone = 'America/New_York'): Person => ({
  id,
  name: id,
  email: `${id}@escrowplatform.example`,
  timezone,
  methods: [
    { id: 'ntfy', channel: 'ntfy', address: `topic-${id}` },
    { id: 'email', channel: 'email', address: `${id}@escrowplatform.example` },
  ],
  reach: {
    HIGH: [
      { method: 'ntfy', afterMs: 0 },
      { method: 'email', afterMs: MINUTE_MS },
    ],
    LOW: [{ method: 'email', afterMs: 0 }],
  },
});

const severity = (id: Severity, urgency: Urgency, respondWithinMs: number): SeverityDefinition => ({
  id,
  name: id,
  definition: id,
  examples: [],
  respondWithinMs,
  urgency,
  reopenWindowMs: 30 * MINUTE_MS,
  ...(urgency === 'LOW' ? { autoResolveAfterMs: 10 * MINUTE_MS } : {}),
});

const people = ['ada', 'ben', 'chloe', 'dan', 'engineering-lead', 'cto', 'support-manager', 'operations-manager'];

export const standardPolicy: EscalationPolicy = {
  id: 'standard',
  timing: 'cumulative',
  steps: [
    { targets: [{ kind: 'schedule', id: 'on-call' }], answerWithinMs: 15 * MINUTE_MS },
    { targets: [{ kind: 'schedule', id: 'secondary' }], answerWithinMs: 30 * MINUTE_MS },
    { targets: [{ kind: 'person', id: 'engineering-lead' }], answerWithinMs: HOUR_MS },
    { targets: [{ kind: 'person', id: 'cto' }], answerWithinMs: 2 * HOUR_MS },
  ],
  exhausted: {
    targets: [
      { kind: 'person', id: 'support-manager' },
      { kind: 'person', id: 'operations-manager' },
    ],
    repeatEveryMs: 30 * MINUTE_MS,
  },
  ackExpiresAfterMs: { SEV1: 30 * MINUTE_MS },
  lowUrgencySteps: 3,
};

/** A small handbook in the shape of the shipped one, whose rotation puts ada on call whenever the tests run. */
export const sampleHandbook: Handbook = {
  id: 'sample',
  version: '1.0.0',
  timezone: 'America/New_York',
  people: Object.fromEntries(people.map((id) => [id, person(id)])),
  schedules: {
    'on-call': {
      id: 'on-call',
      timezone: 'America/New_York',
      source: {
        kind: 'rotation',
        rotation: { people: ['ada', 'ben', 'chloe', 'dan'], everyDays: 36_500, handoffMinute: 540, starting: '2020-01-06' },
      },
      overrides: [],
    },
    secondary: {
      id: 'secondary',
      timezone: 'America/New_York',
      source: { kind: 'follows', schedule: 'on-call', offset: 1 },
      overrides: [],
    },
  },
  escalation: { standard: standardPolicy },
  severities: {
    SEV1: severity('SEV1', 'HIGH', 15 * MINUTE_MS),
    SEV2: severity('SEV2', 'HIGH', HOUR_MS),
    SEV3: severity('SEV3', 'LOW', 4 * HOUR_MS),
    SEV4: severity('SEV4', 'LOW', DAY_MS),
  },
  services: {
    payments: { id: 'payments', name: 'Payments', owner: 'engineering', escalation: 'standard', links: [], components: ['payments'] },
    platform: { id: 'platform', name: 'Platform', owner: 'engineering', escalation: 'standard', links: [] },
  },
  alertRules: [],
  routes: [
    { match: { service: 'payments' }, service: 'payments', groupBy: ['alertname'] },
    { match: {}, service: 'platform', groupBy: ['alertname'] },
  ],
  components: {
    payments: { id: 'payments', name: 'Card payments', publish: 'MANUAL', position: 1 },
    api: { id: 'api', name: 'Public API', publish: 'MANUAL', position: 2 },
  },
  communications: {
    statusPage: {
      name: 'Escrow Platform Status',
      from: 'SEV2',
      title: 'Problem with {{ components }}',
      templates: {
        INVESTIGATING: 'We are looking into a problem with {{ components }}, since {{ startedAt }}.',
        IDENTIFIED: 'We have found the cause of the problem with {{ components }}.',
        MONITORING: 'A fix for {{ components }} is in place, and we are watching it.',
        RESOLVED: 'The problem with {{ components }} is over.',
      },
    },
  },
};

/** The same, whose page tells of `publish` components without a click. */
export const withAutomatic = (...automatic: readonly string[]): Handbook => ({
  ...sampleHandbook,
  components: Object.fromEntries(
    Object.entries(sampleHandbook.components ?? {}).map(([id, one]) => [
      id,
      { ...one, publish: automatic.includes(id) ? 'AUTOMATIC' : one.publish },
    ]),
  ),
});
