import { type Instant, MINUTE_MS } from '../instant.js';
import type { NightFinding, NightMap, Trouble } from './night-map.js';

/** A trouble that comes or goes: whose, and in which spans. */
export interface NightChange {
  readonly trouble: Trouble;
  readonly person: string | null;
  readonly services: readonly string[];
  readonly spans: readonly { readonly from: Instant; readonly to: Instant }[];
}

export interface NightComparison {
  /** Troubles that go. */
  readonly better: readonly NightChange[];
  /** Troubles that come. */
  readonly worse: readonly NightChange[];
}

/** Which nights one map makes better or worse than another of the same span, and whose. */
export function compareNights(before: NightMap, after: NightMap): NightComparison {
  const [was, is] = [byTrouble(before.findings), byTrouble(after.findings)];
  return { better: missing(was, is), worse: missing(is, was) };
}

const QUARTER_MS = 15 * MINUTE_MS;

interface Hours {
  readonly finding: NightFinding;
  readonly quarters: Set<Instant>;
}

/** The quarter hours in which each person has each trouble, whatever else changes about it. */
function byTrouble(findings: readonly NightFinding[]): ReadonlyMap<string, Hours> {
  const hours = new Map<string, Hours>();
  for (const finding of findings) {
    const name = [finding.trouble, finding.person, ...finding.services].join(' ');
    const known = hours.get(name) ?? { finding, quarters: new Set<Instant>() };
    hours.set(name, known);
    for (let at = finding.from; at < finding.to; at += QUARTER_MS) known.quarters.add(at);
  }
  return hours;
}

function missing(here: ReadonlyMap<string, Hours>, there: ReadonlyMap<string, Hours>): readonly NightChange[] {
  return [...here].flatMap(([name, { finding, quarters }]) => {
    const only = [...quarters].filter((at) => there.get(name)?.quarters.has(at) !== true).toSorted((a, b) => a - b);
    const { trouble, person, services } = finding;
    return only.length === 0 ? [] : [{ trouble, person, services, spans: spansOf(only) }];
  });
}

function spansOf(quarters: readonly Instant[]): NightChange['spans'] {
  const spans: { from: Instant; to: Instant }[] = [];
  for (const at of quarters) {
    const last = spans.at(-1);
    if (last?.to === at) last.to = at + QUARTER_MS;
    else spans.push({ from: at, to: at + QUARTER_MS });
  }
  return spans;
}
