import { isPaging } from '../escalation/plan-steps.js';
import type { EscalationPolicy, Handbook, Target } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import type { RosterRow } from './roster.js';

/** A span in which a step of a ladder pages nobody, or nobody but people whom an earlier step has paged in vain. */
export interface Gap {
  readonly policy: string;
  /** Counts from 1. */
  readonly step: number;
  readonly people: readonly string[];
  readonly from: Instant;
  readonly to: Instant;
}

/** Where a ladder loses a rung in the rows of a roster, for example when a cover makes one person primary and secondary. Guide: G1.1, G1.2 */
export function findGaps(handbook: Handbook, roster: readonly RosterRow[]): readonly Gap[] {
  return Object.values(handbook.escalation).flatMap((policy) => roster.flatMap((row) => gapsOfRow(policy, row)));
}

function gapsOfRow(policy: EscalationPolicy, row: RosterRow): readonly Gap[] {
  const paged = new Set<string>();
  return policy.steps.flatMap((step, index) => {
    if (!isPaging(step)) return [];
    const people = step.targets.flatMap((target) => holderOf(target, row));
    const isGap = people.every((person) => paged.has(person));
    for (const person of people) paged.add(person);
    return isGap ? [{ policy: policy.id, step: index + 1, people, from: row.from, to: row.to }] : [];
  });
}

function holderOf(target: Target, row: RosterRow): readonly string[] {
  if (target.kind === 'person') return [target.id];
  const holder = row.holders[target.id];
  return holder === undefined ? [] : [holder];
}
