import type { Target } from '../handbook/handbook.model.js';
import { firedBy, notYet, reachedAt, stepIn } from './adopted-ladder.js';
import { closedAlready, type Given, keepHold } from './decide-holding.js';
import { already, type Decided, type Draft, refused } from './draft.js';
import { type Incident, isOpen, type LadderPosition, ladderOf } from './incident.model.js';
import { summon } from './ladder.js';

/**
 * The incident goes on by the plan that the running handbook has for it. The ladder keeps its place in time: windows count from where
 * they counted before, by the new plan. Nobody who was asked is asked again; whoever should have been by now is asked at once.
 * Guide: G1.2
 */
export function adoptPolicy(draft: Draft, { by, adopts, reason }: Given<'adoptPolicy'>): Decided {
  const before = draft.incident();
  if (!isOpen(before)) return closedAlready(before);
  if (!by.verified) return refused('UNVERIFIED_ACTOR', 'adopting a policy needs a signed-in person', 'tocsin incident adopt-policy');
  if (adopts === undefined) return refused('INVALID_INPUT', 'the plan to adopt is missing', 'the API attaches it');
  if (adopts.handbookVersionId === before.handbookVersionId) return already;
  const { handbookVersionId: toVersion, plan } = adopts;
  draft.record({ type: 'PolicyAdopted', by, fromVersion: before.handbookVersionId, toVersion, plan, reason: reason?.trim() || null });
  if (before.ladder !== null) takePlace(draft, before, before.ladder);
  keepHold(draft, by.person);
  return draft.applied();
}

function takePlace(draft: Draft, before: Incident, was: LadderPosition): void {
  const incident = draft.incident();
  const position = placeOf(draft, before, was);
  const missed = missedBy(before, was, incident, position);
  if (missed.length > 0 || JSON.stringify(position) !== JSON.stringify(was)) {
    draft.record({ type: 'LadderMoved', position, generation: incident.generation, why: 'POLICY_ADOPTED' });
  }
  const of = ladderOf(incident).steps.length;
  for (const { step, how, targets } of missed) {
    const called = { targets, dueAt: draft.at };
    if (how === 'TELL') summon(draft, { ...called, rung: { kind: 'TOLD', step }, urgency: 'LOW' });
    else summon(draft, { ...called, rung: { kind: 'STEP', step, of } });
  }
  if (position.kind !== 'EXHAUSTED') return;
  const { targets } = ladderOf(incident).exhausted;
  const rest = was.kind === 'EXHAUSTED' ? notYet(targets, firedBy(ladderOf(before), was).paged) : targets;
  if (rest.length > 0) summon(draft, { rung: { kind: 'CATCH_ALL', round: position.round }, targets: rest, dueAt: draft.at });
}

/** The rung at which the new ladder stands now; never one before the rung that was asked last. */
function placeOf(draft: Draft, before: Incident, was: LadderPosition): LadderPosition {
  const incident = draft.incident();
  const [old, next] = [ladderOf(before), ladderOf(incident)];
  if (was.kind === 'DIRECT') return { ...was, step: stepIn(old.steps, was.step, next.steps) };
  const due = reachedAt(next, incident.climb ?? { step: 0, at: draft.at });
  const byTime = [...due].findLast(([, at]) => at <= draft.at)?.[0] ?? 0;
  const asked = was.kind === 'STEP' ? was.step : old.steps.length - 1;
  const step = Math.max(byTime, Math.min(stepIn(old.steps, asked, next.steps), next.steps.length - 1));
  if (step < next.steps.length) return { kind: 'STEP', step, dueAt: Math.max(due.get(step + 1) ?? draft.at, draft.at) };
  if (was.kind !== 'EXHAUSTED') return { kind: 'EXHAUSTED', round: 1, dueAt: draft.at + next.exhausted.repeatEveryMs };
  return { ...was, dueAt: was.dueAt - old.exhausted.repeatEveryMs + next.exhausted.repeatEveryMs };
}

interface Missed {
  readonly step: number;
  readonly how: 'TELL' | 'PAGE';
  readonly targets: readonly Target[];
}

/** What the new ladder would have asked by now and the old one has not, each once. */
function missedBy(before: Incident, was: LadderPosition, after: Incident, position: LadderPosition): readonly Missed[] {
  if (was.kind === 'DIRECT') return [];
  const { steps } = ladderOf(after);
  const fired = firedBy(ladderOf(before), was);
  const [paged, told] = [[...fired.paged], [...fired.told]];
  const last = position.kind === 'STEP' ? position.step : steps.length - 1;
  const missed: Missed[] = [];
  for (let step = after.climb?.step ?? 0; step <= last; step += 1) {
    const { targets = [], how } = steps[step] ?? {};
    const rest = notYet(targets, how === 'TELL' ? told : paged);
    if (rest.length > 0) missed.push({ step, how: how === 'TELL' ? 'TELL' : 'PAGE', targets: rest });
    told.push(...rest);
    if (how !== 'TELL') paged.push(...rest);
  }
  return missed;
}
