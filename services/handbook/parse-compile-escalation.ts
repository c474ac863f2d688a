import type { EscalationPolicy, PolicyStep, PolicyTarget, Target, WorkingHours } from '../../domain/handbook/handbook.model.js';
import { MINUTE_MS } from '../../domain/instant.js';
import type { RawHandbook } from './parse-schema.js';
import { millis, SEVERITY_OF } from './parse-values.js';

const REPEAT_EVERY_MS = 30 * MINUTE_MS;

type RawPolicy = RawHandbook['escalation'][string];
type RawTarget = string | { readonly who: string; readonly during?: string | undefined; readonly for?: readonly RawSeverity[] | undefined };
type RawSeverity = keyof typeof SEVERITY_OF;

export function compilePolicy(id: string, raw: RawPolicy, handbook: RawHandbook): EscalationPolicy {
  const target = (name: string): Target => ({ kind: Object.hasOwn(handbook.schedules, name) ? 'schedule' : 'person', id: name });
  const expires = raw.ack_expires_after ?? {};
  return {
    id,
    timing: raw.timing ?? 'cumulative',
    steps: raw.steps.map((step) => compileStep(step, target)),
    exhausted: { targets: [raw.exhausted.page].flat().map(target), repeatEveryMs: millis(raw.exhausted.repeat) ?? REPEAT_EVERY_MS },
    ...(raw.repeat === undefined ? {} : { repeats: raw.repeat.times }),
    ...(raw.fallback === undefined ? {} : { fallback: raw.fallback }),
    ackExpiresAfterMs: {
      ...(expires.sev1 === undefined ? {} : { SEV1: expires.sev1 }),
      ...(expires.sev2 === undefined ? {} : { SEV2: expires.sev2 }),
      ...(expires.sev3 === undefined ? {} : { SEV3: expires.sev3 }),
      ...(expires.sev4 === undefined ? {} : { SEV4: expires.sev4 }),
    },
    lowUrgencySteps: raw.low_urgency?.steps ?? raw.steps.filter((step) => 'page' in step).length,
  };
}

function compileStep(raw: RawPolicy['steps'][number], target: (name: string) => Target): PolicyStep {
  const targets = (page: RawTarget | readonly RawTarget[]): readonly PolicyTarget[] =>
    [page].flat().map((one) => (typeof one === 'string' ? target(one) : conditional(one, target(one.who))));
  if ('wait' in raw) return { waitMs: raw.wait };
  if ('tell' in raw) return { tell: targets(raw.tell) };
  const every = millis(raw.page_again);
  return { targets: targets(raw.page), answerWithinMs: raw.answer_within, ...(every === undefined ? {} : { pageAgainEveryMs: every }) };
}

function conditional(raw: Exclude<RawTarget, string>, target: Target): PolicyTarget {
  return {
    ...target,
    ...(raw.during === undefined ? {} : { hours: raw.during === 'working hours' ? 'WORKING' : 'OUTSIDE' }),
    ...(raw.for === undefined ? {} : { severities: raw.for.map((severity) => SEVERITY_OF[severity]) }),
  };
}

export function compileWorkingHours(raw: NonNullable<RawHandbook['working_hours']>, timezone: string): WorkingHours {
  return { timezone: raw.timezone ?? timezone, days: raw.days, fromMinute: raw.from, toMinute: raw.to, holidays: raw.holidays ?? [] };
}
