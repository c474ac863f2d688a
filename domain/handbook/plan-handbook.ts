import { canonicalJson } from '../audit/canonical-json.js';
import { type LadderTable, ladderTable } from '../escalation/ladder-table.js';
import { type KnownRoster, type RosterVersion, withVersion } from '../oncall/known-roster.js';
import { type MovedShift, movedShifts, type Span } from '../oncall/moved-shifts.js';
import type { ZoneRules } from '../oncall/zone-rules.js';
import { type Change, changesBetween } from './diff-handbooks.js';
import type { Handbook } from './handbook.model.js';
import { inForceAt } from './versions-in-time.js';

/** A policy whose table of times is another one. null: there is none. */
export interface LadderChange {
  readonly policy: string;
  readonly before: LadderTable | null;
  readonly after: LadderTable | null;
}

/** What a draft changes, for people: nothing in it depends on when it is asked but the shifts. */
export interface HandbookPlan {
  readonly changes: readonly Change[];
  readonly shifts: readonly MovedShift[];
  readonly ladders: readonly LadderChange[];
}

/**
 * Everything that would be otherwise if `draft` ran from its instant until the next version of `known` takes effect: its parts and
 * ladders against the version that it replaces then, the shifts throughout `span`. Guide: G1.1, G1.2
 */
export function planHandbook(known: KnownRoster, draft: RosterVersion, span: Span, zones: ZoneRules): HandbookPlan {
  const before = inForceAt(known.versions, draft.effectiveAt)?.handbook ?? null;
  return {
    changes: changesBetween(before, draft.handbook),
    shifts: movedShifts(known, withVersion(known, draft), span, zones),
    ladders: ladderChanges(before, draft.handbook),
  };
}

function ladderChanges(before: Handbook | null, after: Handbook): readonly LadderChange[] {
  const policies = [...new Set([...Object.keys(after.escalation), ...Object.keys(before?.escalation ?? {})])];
  return policies
    .map((policy) => ({ policy, before: tableOf(before, policy), after: tableOf(after, policy) }))
    .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after));
}

function tableOf(handbook: Handbook | null, id: string): LadderTable | null {
  const policy = handbook !== null && Object.hasOwn(handbook.escalation, id) ? handbook.escalation[id] : undefined;
  return handbook === null || policy === undefined ? null : ladderTable(handbook, policy, policy.timing);
}
