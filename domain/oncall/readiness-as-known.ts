import type { Span } from './holder.js';
import { type KnownRoster, reignsWithin } from './known-roster.js';
import { type Finding, findUnready } from './readiness.js';
import type { ZoneRules } from './zone-rules.js';

/**
 * What is not ready for the nights of [span.from, span.to), each by the version in force then; what several versions have is one finding,
 * with its first time and how often in all. Guide: G1.1
 */
export function findUnreadyAsKnown(roster: KnownRoster, span: Span, zones: ZoneRules): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const { handbook, from, to } of reignsWithin(roster, span)) {
    for (const finding of findUnready(handbook, { from, to }, zones)) {
      const key = [finding.kind, ...finding.path, finding.person].join('\0');
      found.set(key, together(found.get(key), finding));
    }
  }
  return [...found.values()];
}

function together(earlier: Finding | undefined, finding: Finding): Finding {
  if (earlier === undefined || finding.times === undefined) return earlier ?? finding;
  return { ...earlier, times: (earlier.times ?? 0) + finding.times };
}
