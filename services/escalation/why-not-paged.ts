import { policyStepOf } from '../../domain/escalation/policy-step.js';
import { inWords } from '../../domain/handbook/duration-words.js';
import { type Incident, ladderOf, type Rung, type SummonsTarget } from '../../domain/incidents/incident.model.js';
import { rungWords } from '../../domain/incidents/rung-words.js';
import type { Instant } from '../../domain/instant.js';
import { holderAt } from '../../domain/oncall/holder.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { VersionText } from '../handbook/versions-in-force.service.js';
import type { TimelineEntry } from '../incidents/incident.view.js';
import type { WhyLink } from './why.model.js';

export interface NotPagedFacts {
  readonly person: string;
  readonly fold: Incident;
  readonly events: readonly TimelineEntry[];
  readonly pinned: VersionText;
  readonly live: VersionText;
  readonly zones: ZoneRules;
}

/** A rung as it was reached, or as it would have been. */
interface Reached {
  readonly rung: Rung;
  readonly targets: readonly SummonsTarget[];
  readonly at: Instant;
  /** null: the ladder never came so far. */
  readonly summons: string | null;
}

/** Rung by rung: who held it instead, why they were skipped, or what ended the ladder before it. */
export function notPagedReasons(facts: NotPagedFacts): readonly WhyLink[] {
  const { person, live } = facts;
  const rungs = rungsOf(facts);
  const gone: readonly WhyLink[] = Object.hasOwn(live.handbook.people, person)
    ? []
    : [
        {
          kind: 'PERSON',
          words: `${person} was not in the handbook that ran then: nobody who left it is paged`,
          versionId: null,
          line: null,
        },
      ];
  return [...gone, ...rungs.flatMap((rung) => reasonsAt(facts, rung))];
}

function rungsOf({ fold, events }: NotPagedFacts): readonly Reached[] {
  const { steps, exhausted } = ladderOf(fold);
  const summoned = events.flatMap((event) => (event.type === 'Summoned' ? [{ ...event.summons, at: event.at }] : []));
  let due = fold.detectedAt;
  const ladder = steps.map((step, index): Reached => {
    const met = summoned.find(({ rung, targets }) => rung.kind === 'STEP' && rung.step === index && areOf(step, targets));
    const planned: Reached = { rung: { kind: 'STEP', step: index, of: steps.length }, targets: step.targets, at: due, summons: null };
    due = (met?.at ?? due) + step.windowMs;
    return met === undefined ? planned : { ...planned, at: met.at, summons: met.id };
  });
  const caught = summoned.find(({ rung }) => rung.kind === 'CATCH_ALL');
  const end: Reached = {
    rung: { kind: 'CATCH_ALL', round: 1 },
    targets: exhausted.targets,
    at: caught?.at ?? due,
    summons: caught?.id ?? null,
  };
  return [...ladder.filter(({ targets }) => targets.length > 0), end];
}

/** Not those of a rung with the same number, of a plan that was given up for this one. */
const areOf = ({ targets: all }: { readonly targets: readonly SummonsTarget[] }, some: readonly SummonsTarget[]): boolean =>
  some.every(({ id }) => all.some((one) => one.id === id));

function reasonsAt(facts: NotPagedFacts, rung: Reached): readonly WhyLink[] {
  const line = stepLine(facts, rung);
  return rung.targets.flatMap((target): WhyLink[] => {
    const holder = holderOf(facts, target, rung.at);
    if (holder !== facts.person) return target.kind === 'person' ? [] : [heldBy(facts, { target, holder, rung })];
    const words = rung.summons === null ? notReached(facts, rung) : skipped(facts, target, rung);
    return words === null ? [] : [{ kind: 'STEP', words, versionId: line === null ? null : facts.pinned.versionId, line }];
  });
}

function holderOf({ live, zones }: NotPagedFacts, { kind, id }: SummonsTarget, at: Instant): string | null {
  if (kind === 'person') return id;
  return Object.hasOwn(live.handbook.schedules, id) ? (holderAt(live.handbook, id, at, zones)?.person ?? null) : null;
}

interface Other {
  readonly target: SummonsTarget;
  readonly holder: string | null;
  readonly rung: Reached;
}

function heldBy({ live, person }: NotPagedFacts, { target, holder, rung }: Other): WhyLink {
  const words = `${rungWords(rung.rung)}: ${holder ?? 'nobody'} held ${target.id} at ${iso(rung.at)}, not ${person}`;
  return { kind: 'SCHEDULE', words, versionId: live.versionId, line: live.lines.at('schedules', target.id) };
}

/** null: they were paged at this rung. */
function skipped({ events, person }: NotPagedFacts, { id }: SummonsTarget, rung: Reached): string | null {
  const found = events.find((event) => event.type === 'RespondersFound' && event.summons === rung.summons);
  if (found?.type !== 'RespondersFound') return `${rungWords(rung.rung)} was reached at ${iso(rung.at)}; whom it pages is being looked up`;
  if (found.pages.some((page) => page.person === person)) return null;
  const skip = found.skipped.find((one) => one.target === id || one.person === person);
  if (skip?.reason === 'AWAY' && skip.until !== undefined)
    return `${rungWords(rung.rung)} skipped ${person}, who was away until ${iso(skip.until)}`;
  return `${rungWords(rung.rung)} skipped ${person}: ${skip?.reason ?? 'somebody else answered for the step'}`;
}

const ENDS: ReadonlySet<string> = new Set(['Acknowledged', 'Resolved', 'Canceled', 'Snoozed', 'Reassigned']);

function notReached({ events, fold, person }: NotPagedFacts, rung: Reached): string {
  const after = inWords(rung.at - fold.detectedAt);
  const would = `${rungWords(rung.rung)} pages ${person} ${after} after the first page`;
  const end = fold.ladder === null ? events.findLast((event) => ENDS.has(event.type) && event.at <= rung.at) : undefined;
  if (end === undefined) return `${would}: it is still to come, at ${iso(rung.at)}, unless somebody acknowledges`;
  const by = 'by' in end && end.by !== null ? ` by ${end.by.person}` : '';
  return `${would}: the ladder did not come so far, ${end.type.toLowerCase()}${by} at ${iso(end.at)}`;
}

function stepLine({ pinned, fold }: NotPagedFacts, { rung, targets }: Reached): WhyLink['line'] {
  const { policy } = fold.plan;
  if (rung.kind === 'CATCH_ALL') return pinned.lines.at('escalation', policy, 'exhausted');
  const step = policyStepOf(
    pinned.handbook,
    policy,
    targets.map((target) => target.id),
  );
  return step === null ? null : pinned.lines.at('escalation', step.policy, 'steps', step.step);
}

const iso = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
