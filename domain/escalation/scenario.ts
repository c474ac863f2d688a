import type { DomainError } from '../error.js';
import type { Handbook, Severity } from '../handbook/handbook.model.js';
import type { DurationMs, Instant } from '../instant.js';
import { holderAwayUntil } from '../oncall/absence.js';
import { holderAt } from '../oncall/holder.js';
import type { ZoneRules } from '../oncall/zone-rules.js';

/** An incident that did not happen: which service, how bad, when, and who answers it. */
export interface Scenario {
  readonly service: string;
  readonly severity: Severity;
  readonly at: Instant;
  /** Who acknowledges, how long after the first page: a person, or a schedule for whoever holds it then; null: nobody does. */
  readonly acknowledges: { readonly person: string; readonly afterMs: DurationMs } | null;
}

/** Why a scenario cannot be told by this handbook; null: it can. */
export function judgeScenario(handbook: Handbook, { service, acknowledges }: Scenario): DomainError | null {
  if (!Object.hasOwn(handbook.services, service)) {
    const hint = `it has: ${Object.keys(handbook.services).join(', ')}`;
    return { code: 'UNKNOWN_SERVICE', field: 'service', detail: `the handbook has no service ${service.slice(0, 60)}`, hint };
  }
  const who = acknowledges?.person;
  if (who === undefined || Object.hasOwn(handbook.schedules, who) || Object.hasOwn(handbook.people, who)) return null;
  const hint = `it has: ${[...Object.keys(handbook.schedules), ...Object.keys(handbook.people)].join(', ')}`;
  return { code: 'UNKNOWN_PERSON', field: 'acknowledgedBy', detail: `the handbook has no schedule or person ${who.slice(0, 60)}`, hint };
}

/** The scenario with the person behind a schedule that answers; where nobody holds it then, or they are away, nobody answers. */
export function withAnswerer(handbook: Handbook, scenario: Scenario, zones: ZoneRules): Scenario {
  const { at, acknowledges } = scenario;
  if (acknowledges === null || !Object.hasOwn(handbook.schedules, acknowledges.person)) return scenario;
  const holder = holderAt(handbook, acknowledges.person, at + acknowledges.afterMs, zones);
  const isThere = holder !== null && holderAwayUntil(handbook, holder, at + acknowledges.afterMs) === null;
  return { ...scenario, acknowledges: isThere ? { ...acknowledges, person: holder.person } : null };
}
