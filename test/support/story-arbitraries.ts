import fc from 'fast-check';
import { buildPlan } from '../../domain/escalation/build-plan.js';
import { isPaging } from '../../domain/escalation/plan-steps.js';
import { type EscalationPolicy, POST_PHASES, SEVERITIES } from '../../domain/handbook/handbook.model.js';
import type { Adoption, PersonCommand } from '../../domain/incidents/incident-command.model.js';
import { DAY_MS, MINUTE_MS } from '../../domain/instant.js';
import { FOLLOW_UP_CLASSES } from '../../domain/postincident/classes.js';
import { sampleHandbook, standardPolicy } from './sample-handbook.js';
import type { PureIncident } from './story-incident.js';

export const PEOPLE = ['ada', 'ben', 'chloe', 'engineering-lead', 'cto', 'support-manager', 'nobody'] as const;

const person = fc.constantFrom(...PEOPLE);
const text = fc.constantFrom('', 'because');
const ITEM = 'What is next';
const followUp = fc.integer({ min: 0, max: 3 });

const post = fc.integer({ min: 0, max: 4 }).map((number) => `INC-1042/post/${number}`);
const component = fc.constantFrom('payments', 'api', 'unknown');

/** Faster, slower, shorter, and with other people. */
const policies: readonly Partial<EscalationPolicy>[] = [
  { steps: standardPolicy.steps.map((one) => (isPaging(one) ? { ...one, answerWithinMs: one.answerWithinMs / 3 } : one)) },
  { timing: 'perStep', repeats: 1 },
  { steps: standardPolicy.steps.slice(0, 1), exhausted: { targets: [{ kind: 'person', id: 'chloe' }], repeatEveryMs: 10 * MINUTE_MS } },
  {
    steps: [
      { targets: [{ kind: 'person', id: 'dan' }], answerWithinMs: 5 * MINUTE_MS },
      { tell: [{ kind: 'person', id: 'cto' }] },
      { waitMs: 9 * MINUTE_MS },
    ],
  },
];

const adoption: fc.Arbitrary<Adoption> = fc.integer({ min: 1, max: policies.length + 1 }).map((handbookVersionId) => ({
  handbookVersionId,
  plan: buildPlan({ ...sampleHandbook, escalation: { standard: { ...standardPolicy, ...policies[handbookVersionId - 2] } } }, 'payments'),
}));

/** Any command of a person, sensible or not. */
export const personCommand: fc.Arbitrary<PersonCommand> = fc.oneof(
  fc.constantFrom<PersonCommand>({ kind: 'acknowledge' }, { kind: 'unacknowledge' }, { kind: 'escalateNow' }, { kind: 'decline' }),
  fc.record({ kind: fc.constant('decline' as const), step: fc.integer({ min: -1, max: 4 }), generation: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ kind: fc.constant('assess' as const), impact: text }),
  fc.record({ kind: fc.constant('classify' as const), severity: fc.constantFrom(...SEVERITIES), reason: text }),
  fc.record({ kind: fc.constant('addResponders' as const), people: fc.array(person, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('reassign' as const), to: person }),
  fc.record(
    { kind: fc.constant('handOver' as const), to: person, checklist: fc.constantFrom([], [ITEM], ['', ITEM]), note: text },
    { requiredKeys: ['kind', 'to'] },
  ),
  fc.record(
    { kind: fc.constant('acceptCommand' as const), ticked: fc.constantFrom([], [ITEM], ['never asked']) },
    { requiredKeys: ['kind'] },
  ),
  fc.record({ kind: fc.constantFrom('declineCommand' as const, 'withdrawHandOver' as const), reason: text }),
  fc.record({ kind: fc.constant('snooze' as const), minutes: fc.constantFrom(-1, 0, 0.5, 1, 20, Number.NaN, 1e9) }),
  fc
    .record({ kind: fc.constant('adoptPolicy' as const), adopts: fc.option(adoption, { nil: undefined }) }, { requiredKeys: ['kind'] })
    .map(({ adopts }): PersonCommand => (adopts === undefined ? { kind: 'adoptPolicy' } : { kind: 'adoptPolicy', adopts })),
  fc.record({ kind: fc.constant('addNote' as const), text }),
  fc.record({
    kind: fc.constant('setStatus' as const),
    status: fc.constantFrom('TRIAGE', 'INVESTIGATING', 'IDENTIFIED', 'MONITORING'),
    text,
  }),
  fc.record({ kind: fc.constant('resolve' as const), confirm: fc.boolean() }),
  fc.record(
    { kind: fc.constant('draftStatusPost' as const), phase: fc.constantFrom(...POST_PHASES), text, components: fc.array(component) },
    { requiredKeys: ['kind', 'phase'] },
  ),
  fc.record({ kind: fc.constant('publishStatusPost' as const), post, text }, { requiredKeys: ['kind', 'post'] }),
  fc.record({ kind: fc.constant('discardStatusPost' as const), post }),
  fc.record({ kind: fc.constantFrom('reopen' as const, 'cancel' as const), reason: text }),
  fc.record({ kind: fc.constant('addFollowUp' as const), class: fc.constantFrom(...FOLLOW_UP_CLASSES), title: text, owner: person }),
  fc.record({ kind: fc.constant('assignFollowUp' as const), followUp, to: person }),
  fc.record({ kind: fc.constant('rescheduleFollowUp' as const), followUp, dueAt: fc.integer({ min: -1, max: 90 * DAY_MS }), reason: text }),
  fc.record({ kind: fc.constantFrom('completeFollowUp' as const, 'fileFollowUpTicket' as const), followUp }),
  fc.record({ kind: fc.constant('cancelFollowUp' as const), followUp, reason: text }),
  fc.record({ kind: fc.constant('assignPostmortem' as const), to: person }),
  fc.record({ kind: fc.constant('publishPostmortem' as const), revision: fc.integer({ min: 0, max: 2 }), noFollowUpsBecause: text }),
);

/** One thing that happens to an incident. */
export type Happening =
  | { readonly kind: 'person'; readonly by: string; readonly command: PersonCommand }
  | { readonly kind: 'passes'; readonly minutes: number }
  | { readonly kind: 'sleeps'; readonly minutes: number }
  | { readonly kind: 'alerts'; readonly firing: number; readonly proposes: (typeof SEVERITIES)[number] }
  | { readonly kind: 'channels'; readonly dead: readonly string[] }
  | { readonly kind: 'leaves'; readonly person: string }
  | { readonly kind: 'cancel' };

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('person' as const), by: person, command: personCommand }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('passes' as const, 'sleeps' as const),
      minutes: fc.constantFrom(1, 9, 15, 31, 121, 4_400),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('alerts' as const),
      firing: fc.integer({ min: 0, max: 2 }),
      proposes: fc.constantFrom(...SEVERITIES),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('channels' as const), dead: fc.subarray(['ntfy', 'email']) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leaves' as const), person }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'cancel' as const }) },
);

export const happenings = fc.array(happening, { minLength: 1, maxLength: 25 });

export function happens(incident: PureIncident, what: Happening): void {
  switch (what.kind) {
    case 'person':
      return void incident.does(what.by, what.command);
    case 'passes':
      return void incident.passes(what.minutes);
    case 'sleeps':
      return void incident.sleeps(what.minutes);
    case 'alerts': {
      const isNew = what.firing > incident.state.alerts.firing;
      const firings = incident.state.alerts.firings + (isNew ? 1 : 0);
      return void incident.hears({ firing: what.firing, proposes: what.proposes, firings });
    }
    case 'channels':
      incident.channel = ({ method }) =>
        what.dead.includes(method) ? { status: 'FAILED', code: 'DEAD', reason: 'no such topic' } : { status: 'SENT', receipt: '' };
      return;
    case 'leaves':
      return void incident.gone.add(what.person);
    case 'cancel':
      return void incident.decide({ kind: 'cancellationRequested' });
  }
}
