import fc from 'fast-check';
import type { Scenario } from '../../domain/escalation/scenario.js';
import {
  type ContactRung,
  type EscalationPolicy,
  type Handbook,
  type Person,
  type PolicyStep,
  type PolicyTarget,
  SEVERITIES,
  type Severity,
} from '../../domain/handbook/handbook.model.js';
import { DAY_MS, type Instant, MINUTE_MS } from '../../domain/instant.js';
import { dateOfEpochDay } from '../../domain/oncall/calendar-date.js';
import { displaced } from './displaced-zones.js';
import { sampleHandbook } from './sample-handbook.js';

/** Steps are due at multiples of five minutes; clocks change and shifts end two and a half minutes beside them, answers come between. */
const BESIDE_MS = 2.5 * MINUTE_MS;
const ANSWER_BESIDE_MS = 3.75 * MINUTE_MS;

const CLOCK_CHANGES = [
  ['Europe/London', '2027-03-28T01:00:00Z'],
  ['Europe/London', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2027-03-14T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Pacific/Chatham', '2027-04-03T14:00:00Z'],
  ['Pacific/Chatham', '2026-09-26T14:00:00Z'],
  ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'],
  ['Asia/Kathmandu', '2027-01-01T00:00:00Z'],
] as const;

/** A policy, its schedules around a clock change, and what is answered. */
export interface DrawnCase {
  readonly change: (typeof CLOCK_CHANGES)[number];
  /** How long after the incident begins the clocks change. */
  readonly changesAfterMs: number;
  readonly handoffMinute: number;
  readonly everyDays: number;
  readonly startedDaysBefore: number;
  readonly cover: { readonly person: string; readonly fromMs: number; readonly lastsMs: number } | null;
  /** Who is away, from when after the incident begins and for how long. */
  readonly away: readonly { readonly person: string; readonly fromMs: number; readonly lastsMs: number }[];
  readonly policy: Omit<EscalationPolicy, 'id'>;
  readonly severity: Severity;
  readonly answer: { readonly person: string; readonly afterMs: number } | null;
}

/** Each reachable in another way: over both methods, one of them, only when woken, or not at all. */
const REACH: Readonly<Record<string, Person['reach']>> = {
  ada: sampleHandbook.people['ada']?.reach ?? { HIGH: [], LOW: [] },
  ben: { HIGH: [{ method: 'ntfy', afterMs: 0 }], LOW: [{ method: 'email', afterMs: 0 }] },
  chloe: { HIGH: rungs(['email', 0], ['ntfy', 2]), LOW: rungs(['ntfy', 0], ['email', 1]) },
  dan: { HIGH: [{ method: 'ntfy', afterMs: MINUTE_MS }], LOW: [] },
  nina: { HIGH: [], LOW: [] },
};

function rungs(...list: readonly (readonly [string, number])[]): readonly ContactRung[] {
  return list.map(([method, minutes]) => ({ method, afterMs: minutes * MINUTE_MS }));
}

const people = Object.keys(REACH);
/** `gone` is in no handbook. */
const target: fc.Arbitrary<PolicyTarget> = fc
  .record(
    {
      target: fc.constantFrom(
        ...(['first', 'second'] as const).map((id) => ({ kind: 'schedule' as const, id })),
        ...[...people, 'gone'].map((id) => ({ kind: 'person' as const, id })),
      ),
      hours: fc.option(fc.constantFrom('WORKING' as const, 'OUTSIDE' as const), { nil: undefined, freq: 4 }),
      severities: fc.option(fc.subarray([...SEVERITIES], { minLength: 1 }), { nil: undefined, freq: 5 }),
    },
    { requiredKeys: ['target'] },
  )
  .map(({ target: found, hours, severities }) => ({
    ...found,
    ...(hours === undefined ? {} : { hours }),
    ...(severities === undefined ? {} : { severities }),
  }));

const minutes = (...choices: readonly number[]): fc.Arbitrary<number> => fc.constantFrom(...choices.map((one) => one * MINUTE_MS));
const targets = fc.array(target, { minLength: 1, maxLength: 3 });

const step: fc.Arbitrary<PolicyStep> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ targets, answerWithinMs: minutes(5, 10, 15, 30) }) },
  { weight: 2, arbitrary: fc.record({ targets, answerWithinMs: minutes(10, 15, 20), pageAgainEveryMs: minutes(5, 10) }) },
  { weight: 1, arbitrary: fc.record({ waitMs: minutes(5, 15) }) },
  { weight: 1, arbitrary: fc.record({ tell: targets }) },
);

const policy: fc.Arbitrary<Omit<EscalationPolicy, 'id'>> = fc
  .record({
    timing: fc.constantFrom('cumulative' as const, 'perStep' as const),
    steps: fc.array(step, { minLength: 1, maxLength: 5 }),
    exhausted: fc.record({ targets, repeatEveryMs: minutes(30, 60) }),
    repeats: fc.constantFrom(0, 0, 0, 1),
    lowUrgencySteps: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ steps, ...rest }) => ({ ...rest, steps: rest.timing === 'perStep' ? steps : addedUp(steps), ackExpiresAfterMs: {} }));

/** Windows as times since the first page. */
function addedUp(steps: readonly PolicyStep[]): readonly PolicyStep[] {
  let sum = 0;
  return steps.map((one) => {
    if (!('answerWithinMs' in one)) return one;
    sum += one.answerWithinMs;
    return { ...one, answerWithinMs: sum };
  });
}

/** Someone for a while, beside the instants at which steps are due. */
const span = {
  person: fc.constantFrom(...people),
  fromMs: fc.integer({ min: -2, max: 12 }).map((fives) => fives * 5 * MINUTE_MS + BESIDE_MS),
  lastsMs: minutes(15, 60),
};

export const drawnCase: fc.Arbitrary<DrawnCase> = fc.record({
  change: fc.constantFrom(...CLOCK_CHANGES),
  changesAfterMs: fc.integer({ min: 0, max: 16 }).map((fives) => fives * 5 * MINUTE_MS + BESIDE_MS),
  handoffMinute: fc.integer({ min: 0, max: 16 }).map((quarters) => quarters * 15),
  everyDays: fc.constantFrom(1, 1, 2, 7),
  startedDaysBefore: fc.integer({ min: 0, max: 6 }),
  cover: fc.option(fc.record(span), { nil: null }),
  away: fc.array(fc.record({ ...span, lastsMs: minutes(15, 60, 120) }), { maxLength: 4 }),
  policy,
  severity: fc.constantFrom(...SEVERITIES),
  answer: fc.option(
    fc.record({
      person: fc.constantFrom(...people, 'nobody-known'),
      afterMs: fc.integer({ min: 0, max: 18 }).map((fives) => fives * 5 * MINUTE_MS + ANSWER_BESIDE_MS),
    }),
    { nil: null, freq: 3 },
  ),
});

/** One handbook with each case as a service of its own, whose incidents begin at `now`. */
export function handbookOf(cases: Readonly<Record<string, DrawnCase>>, now: Instant): Handbook {
  const each = Object.entries(cases);
  const severity = (id: Severity) => ({
    ...sampleHandbook.severities[id],
    respondWithinMs: { SEV1: 15, SEV2: 20, SEV3: 20, SEV4: 25 }[id] * MINUTE_MS,
  });
  return {
    ...sampleHandbook,
    people: Object.fromEntries(each.flatMap(([service, drawn]) => peopleOf(service, drawn, now))),
    schedules: Object.fromEntries(each.flatMap(([service, drawn]) => schedulesOf(service, drawn, now))),
    escalation: Object.fromEntries(each.map(([service, drawn]) => [service, policyOf(service, drawn)])),
    services: Object.fromEntries(
      each.map(([service]) => [service, { id: service, name: service, owner: 'engineering', escalation: service, links: [] }]),
    ),
    severities: { SEV1: severity('SEV1'), SEV2: severity('SEV2'), SEV3: severity('SEV3'), SEV4: severity('SEV4') },
    // People stop working thirty-seven and a half minutes after the incidents begin.
    workingHours: {
      timezone: displaced('Etc/UTC', now, Date.parse('2027-03-19T16:22:30Z')),
      days: [1, 2, 3, 4, 5],
      fromMinute: 9 * 60,
      toMinute: 17 * 60,
      holidays: [],
    },
    routes: [{ match: {}, service: each[0]?.[0] ?? '', groupBy: [] }],
  };
}

/** What the drawn person, or schedule, `id` is called in the handbook. */
const namedIn = (service: string, id: string): string => `${service}-${id}`;

/** The incident of `service` that begins at `at`, as it was drawn. */
export const scenarioOf = (service: string, { severity, answer }: DrawnCase, at: Instant): Scenario => ({
  service,
  severity,
  at,
  acknowledges: answer === null ? null : { ...answer, person: namedIn(service, answer.person) },
});

function peopleOf(service: string, { away }: DrawnCase, now: Instant): readonly (readonly [string, Person])[] {
  return people.map((drawn) => {
    const id = namedIn(service, drawn);
    const absences = away
      .filter(({ person }) => person === drawn)
      .map(({ fromMs, lastsMs }) => ({ from: now + fromMs, to: now + fromMs + lastsMs }))
      .toSorted((a, b) => a.from - b.from);
    return [id, { ...(sampleHandbook.people['ada'] as Person), id, reach: REACH[drawn] ?? { HIGH: [], LOW: [] }, away: absences }];
  });
}

function schedulesOf(service: string, drawn: DrawnCase, now: Instant): readonly (readonly [string, Handbook['schedules'][string]])[] {
  const [zone, changesAt] = drawn.change;
  const then = Date.parse(changesAt);
  const timezone = displaced(zone, now + drawn.changesAfterMs, then);
  const starting = dateOfEpochDay(Math.floor(then / DAY_MS) - drawn.startedDaysBefore);
  const { handoffMinute, everyDays, cover } = drawn;
  const inTurn = ['ada', 'ben', 'chloe', 'dan'].map((person) => namedIn(service, person));
  const rotation = { people: inTurn, everyDays, handoffMinute, starting };
  const overrides =
    cover === null ? [] : [{ person: namedIn(service, cover.person), from: now + cover.fromMs, to: now + cover.fromMs + cover.lastsMs }];
  const [first, second] = [namedIn(service, 'first'), namedIn(service, 'second')];
  return [
    [first, { id: first, timezone, source: { kind: 'rotation', rotation }, overrides }],
    [second, { id: second, timezone, source: { kind: 'follows', schedule: first, offset: 1 }, overrides: [] }],
  ];
}

function policyOf(service: string, { policy: drawn }: DrawnCase): EscalationPolicy {
  const named = (one: PolicyTarget): PolicyTarget => ({ ...one, id: namedIn(service, one.id) });
  const steps = drawn.steps.map((one): PolicyStep => {
    if ('waitMs' in one) return one;
    return 'tell' in one ? { tell: one.tell.map(named) } : { ...one, targets: one.targets.map(named) };
  });
  const { repeats, ...rest } = drawn;
  return {
    ...rest,
    id: service,
    steps,
    exhausted: { ...drawn.exhausted, targets: drawn.exhausted.targets.map(named) },
    ...(repeats === undefined || repeats === 0 ? {} : { repeats }),
  };
}
