import type { PlanStep } from '../escalation/plan.model.js';
import type { Urgency } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import type { Draft } from './draft.js';
import { type HolderReason, type Incident, type LadderPosition, ladderOf, type Rung, type SummonsTarget } from './incident.model.js';
import type { LadderReason } from './incident-event.model.js';
import { rungId } from './incident-event.model.js';

/** Where the ladder goes from `position` when `base` is the instant from which the next window counts. Guide: G1.2 */
export function nextPosition(incident: Incident, position: LadderPosition, base: Instant, goes: 'ON' | 'PAST' = 'ON'): LadderPosition {
  const { steps, exhausted } = ladderOf(incident);
  if (position.kind === 'EXHAUSTED') return { kind: 'EXHAUSTED', round: position.round + 1, dueAt: base + exhausted.repeatEveryMs };
  let step = position.kind === 'DIRECT' ? position.step : position.step + 1;
  if (goes === 'PAST' && position.kind === 'STEP') while (steps[step]?.how === 'AGAIN') step += 1;
  const next = steps[step];
  if (next === undefined) return { kind: 'EXHAUSTED', round: 1, dueAt: base + exhausted.repeatEveryMs };
  return { kind: 'STEP', step, dueAt: base + next.windowMs };
}

/** Whom the ladder pages next unless somebody acknowledges, and when; what only waits or tells is passed over. */
export function nextPaged(incident: Incident): { readonly targets: readonly SummonsTarget[]; readonly at: Instant } | null {
  const { steps, exhausted } = ladderOf(incident);
  for (let position = incident.ladder; position !== null; ) {
    const at = position.dueAt;
    position = nextPosition(incident, position, at);
    if (position.kind !== 'STEP') return { targets: exhausted.targets, at };
    const { targets = [], how } = steps[position.step] ?? {};
    if (targets.length > 0 && how !== 'TELL') return { targets, at };
  }
  return null;
}

/** Starts a new generation of pages at `step`: earlier ones are stale from here. A step past the end is the catch-all. */
export function startLadder(draft: Draft, step: number, why: LadderReason): void {
  const incident = draft.incident();
  const before: LadderPosition = { kind: 'DIRECT', person: '', step, dueAt: draft.at };
  moveLadder(draft, nextPosition(incident, before, draft.at), { why, dueAt: draft.at, generation: incident.generation + 1 });
}

/** Goes one rung further. After a deadline the next window counts from that deadline, so that lateness never adds up. */
export function advanceLadder(draft: Draft, why: LadderReason): void {
  const incident = draft.incident();
  if (incident.ladder === null) return;
  const base = why === 'DEADLINE' ? incident.ladder.dueAt : draft.at;
  const position = nextPosition(incident, incident.ladder, base, why === 'DEADLINE' ? 'ON' : 'PAST');
  moveLadder(draft, collapsed(incident, position, draft.at), { why, dueAt: base, generation: incident.generation });
}

/** After an outage the catch-all is told once, not once for every round that was missed. */
function collapsed(incident: Incident, position: LadderPosition, at: Instant): LadderPosition {
  if (position.kind !== 'EXHAUSTED' || position.dueAt > at) return position;
  const { repeatEveryMs } = ladderOf(incident).exhausted;
  const missed = Math.floor((at - position.dueAt) / repeatEveryMs) + 1;
  return { kind: 'EXHAUSTED', round: position.round + missed, dueAt: position.dueAt + missed * repeatEveryMs };
}

interface Move {
  readonly why: LadderReason;
  readonly dueAt: Instant;
  readonly generation: number;
}

function moveLadder(draft: Draft, position: LadderPosition, move: Move): void {
  draft.record({ type: 'LadderMoved', position, generation: move.generation, why: move.why });
  const ladder = ladderOf(draft.incident());
  switch (position.kind) {
    case 'STEP':
      return climb(draft, { step: position.step, of: ladder.steps.length, dueAt: move.dueAt, ...ladder.steps[position.step] });
    case 'EXHAUSTED':
      return summon(draft, { rung: { kind: 'CATCH_ALL', round: position.round }, targets: ladder.exhausted.targets, dueAt: move.dueAt });
    case 'DIRECT':
      return;
  }
}

interface Climb extends Partial<PlanStep> {
  readonly step: number;
  readonly of: number;
  readonly dueAt: Instant;
}

/** One rung: pages its targets; or tells them, and goes on; or, without any, waits. */
function climb(draft: Draft, { step, of, dueAt, targets = [], how }: Climb): void {
  if (how === 'TELL') {
    summon(draft, { rung: { kind: 'TOLD', step }, targets, dueAt, urgency: 'LOW' });
    return advanceLadder(draft, 'DEADLINE');
  }
  if (targets.length > 0) summon(draft, { rung: { kind: 'STEP', step, of }, targets, dueAt });
}

/** Asks one person before the ladder goes on at the step where it stood. */
export function askDirectly(draft: Draft, person: string, ask: { readonly rung: Rung; readonly why: LadderReason }): void {
  const incident = draft.incident();
  const step = incident.resumeStep;
  const windowMs = ladderOf(incident).steps[0]?.windowMs ?? 0;
  const position: LadderPosition = { kind: 'DIRECT', person, step, dueAt: draft.at + windowMs };
  draft.record({ type: 'LadderMoved', position, generation: incident.generation, why: ask.why });
  summon(draft, { rung: ask.rung, targets: [{ kind: 'person', id: person }], dueAt: draft.at });
}

export interface SummonsRequest {
  readonly rung: Rung;
  readonly targets: readonly SummonsTarget[];
  readonly dueAt: Instant;
  /** The ladder's, unless said otherwise. */
  readonly urgency?: Urgency;
}

/** Has somebody paged, without moving the ladder. */
export function summon(draft: Draft, request: SummonsRequest): void {
  const incident = draft.incident();
  // After an adoption the same number is another rung.
  const plan = incident.adoptions === undefined ? '' : `p${incident.adoptions}`;
  const id = `${incident.generation}/${rungId(request.rung, incident.lastSeq + 1)}${plan}`;
  draft.record({
    type: 'Summoned',
    summons: {
      id,
      generation: incident.generation,
      rung: request.rung,
      targets: request.targets,
      urgency: request.urgency ?? ladderOf(incident).urgency,
      dueAt: request.dueAt,
    },
  });
}

/** Pages whoever holds the incident; they go on holding it. */
export function tellHolder(
  draft: Draft,
  person: string,
  about: { readonly why: Exclude<HolderReason, 'ACK_EXPIRED'>; readonly urgency?: Urgency },
): void {
  const { why, ...urgency } = about;
  summon(draft, { rung: { kind: 'HOLDER', why }, targets: [{ kind: 'person', id: person }], dueAt: draft.at, ...urgency });
}

/** Somebody was paged, or was to be, because of one rung. */
export interface Asked {
  readonly rung: Rung;
  readonly generation: number;
  readonly people: readonly string[];
}

/** Whether the ladder waits for just these people, so that it moves on when they cannot answer. The catch-all is the end. */
export function waitsFor({ ladder, generation }: Incident, asked: Asked): boolean {
  if (ladder === null || asked.generation !== generation) return false;
  if (ladder.kind === 'STEP') return asked.rung.kind === 'STEP' && asked.rung.step === ladder.step;
  return ladder.kind === 'DIRECT' && asked.rung.kind !== 'STEP' && asked.people.includes(ladder.person);
}
