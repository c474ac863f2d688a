import type { Handbook, Severity } from '../handbook/handbook.model.js';
import type { DurationMs, Instant } from '../instant.js';
import { holderAt } from '../oncall/holder.js';
import type { ZoneRules } from '../oncall/zone-rules.js';
import { type FoundResponders, findResponders, type ResponderSearch } from './find-responders.js';
import { type Simulation, simulateWith } from './simulate.js';

/** What happens when nobody answers an incident of `service` that begins at `at`. Its `at`s are those of the first such incident. */
export type PlanOf = (service: string, severity: Severity, at: Instant) => Simulation;

/** What is asked next, and by each answer what follows. */
interface Node {
  readonly afterMs: DurationMs;
  readonly search: Omit<ResponderSearch, 'at'>;
  readonly next: Map<string, Node | Simulation>;
}

/**
 * Plans by the rules of `simulate`, each worked out once: what happens depends on the time only by who holds what when a rung is
 * reached, so the same holders at the same rungs have the same plan. Guide: G1.2
 */
export function memoisedPlans(handbook: Handbook, zones: ZoneRules): PlanOf {
  const roots = new Map<string, Map<string, Node | Simulation>>();
  return (service, severity, at) => {
    const policy = handbook.services[service]?.escalation ?? '';
    const root = mapAt(roots, `${policy} ${severity}`);
    return (
      known(root, ({ search, afterMs }) => answerOf(handbook, { ...search, at: at + afterMs }, zones).name) ??
      learn(root, { handbook, service, severity, at, zones })
    );
  };
}

function mapAt(roots: Map<string, Map<string, Node | Simulation>>, name: string): Map<string, Node | Simulation> {
  const found = roots.get(name) ?? new Map<string, Node | Simulation>();
  roots.set(name, found);
  return found;
}

/** The first step has no question before it: it stands under this name. */
const START = '';

function known(root: ReadonlyMap<string, Node | Simulation>, answerTo: (node: Node) => string): Simulation | undefined {
  let found = root.get(START);
  while (found !== undefined && 'next' in found) found = found.next.get(answerTo(found));
  return found;
}

interface Lesson {
  readonly handbook: Handbook;
  readonly service: string;
  readonly severity: Severity;
  readonly at: Instant;
  readonly zones: ZoneRules;
}

function learn(root: Map<string, Node | Simulation>, { handbook, service, severity, at, zones }: Lesson): Simulation {
  let place = { next: root, answer: START };
  const simulated = simulateWith(handbook, { service, severity, at, acknowledges: null }, (search) => {
    const standing = place.next.get(place.answer);
    const node: Node =
      standing !== undefined && 'next' in standing
        ? standing
        : { afterMs: search.at - at, search: { targets: search.targets, urgency: search.urgency }, next: new Map() };
    place.next.set(place.answer, node);
    const { found, name } = answerOf(handbook, search, zones);
    place = { next: node.next, answer: name };
    return found;
  });
  place.next.set(place.answer, simulated);
  return simulated;
}

/** What is answered, and by whose shifts: together all that a plan and its judgement depend on. */
function answerOf(
  handbook: Handbook,
  search: ResponderSearch,
  zones: ZoneRules,
): { readonly found: FoundResponders; readonly name: string } {
  const found = findResponders(handbook, search, zones);
  const holders = search.targets.map(({ kind, id }) =>
    kind === 'schedule' && Object.hasOwn(handbook.schedules, id) ? (holderAt(handbook, id, search.at, zones)?.person ?? '') : id,
  );
  const people = found.responders.map(({ person, away }) => (away === undefined ? person : `${person}:${away.target}:${away.until}`));
  const parts = [holders, people, found.skipped.map(({ target, reason }) => `${target}:${reason}`)];
  return { found, name: parts.map((part) => part.join(' ')).join('|') };
}
