import { type LadderTable, ladderTable } from '../../domain/escalation/ladder-table.js';
import type { EscalationPolicy, Handbook } from '../../domain/handbook/handbook.model.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import { findGaps, type Gap } from '../../domain/oncall/gaps.js';
import { findUnreadyEntries } from '../../domain/oncall/readiness.js';
import { readinessWords } from '../../domain/oncall/readiness-words.js';
import { type RosterRow, rosterBetween } from '../../domain/oncall/roster.js';
import { printPath } from '../../domain/oncall/rule-path.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { type ParsedHandbook, parseHandbook } from './parse-handbook.js';
import type { Placeholder, Problem } from './problem.js';
import { temporalZoneRules } from './zone-rules.temporal.js';

/** How far ahead the roster is read. Guide: G1.1, weeks 1 to 4. */
const AHEAD_MS = 28 * DAY_MS;

export interface LadderReadings {
  readonly policy: EscalationPolicy;
  readonly cumulative: LadderTable;
  readonly perStep: LadderTable;
}

/** Everything that `tocsin handbook check` says about a file; JSON-safe. */
export interface CheckReport {
  readonly file: string;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly placeholders: readonly Placeholder[];
  /** null: the file has problems. */
  readonly reading: HandbookReading | null;
}

export interface HandbookReading {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly timezone: string;
  readonly ladders: readonly LadderReadings[];
  readonly schedules: readonly string[];
  readonly roster: readonly RosterRow[];
  readonly gaps: readonly Gap[];
}

/** Reads a handbook file aloud, as of `at`. Never throws for what the file holds. */
export function checkHandbookFile(source: Uint8Array | string, file: string, at: Instant): CheckReport {
  const parsed = parseHandbook(source, file);
  if (!parsed.ok) return { file, problems: parsed.error, warnings: [], placeholders: [], reading: null };
  const { handbook, digest, placeholders } = parsed.value;
  const zones = temporalZoneRules();
  const warnings = [...parsed.value.warnings, ...unready(parsed.value, file, at, zones)].toSorted(
    (a, b) => a.line - b.line || a.column - b.column,
  );
  return { file, problems: [], warnings, placeholders, reading: { digest, ...readHandbook(handbook, at, zones) } };
}

/** What the next four weeks would show; steps that repeat are told as gaps of the ladder. */
function unready({ handbook, placeOf }: ParsedHandbook, file: string, at: Instant, zones: ZoneRules): readonly Problem[] {
  return findUnreadyEntries(handbook, { from: at, to: at + AHEAD_MS }, zones).map((finding) => ({
    file,
    ...placeOf(finding.path),
    path: printPath(finding.path),
    ...readinessWords(finding, handbook.timezone, zones),
  }));
}

/** The ladders under both readings of their times, who is on call in the next four weeks, and where a ladder has a hole. */
export function readHandbook(handbook: Handbook, at: Instant, zones: ZoneRules): Omit<HandbookReading, 'digest'> {
  const schedules = Object.keys(handbook.schedules);
  const roster = rosterBetween(handbook, schedules, { from: at, to: at + AHEAD_MS }, zones);
  return {
    id: handbook.id,
    version: handbook.version,
    timezone: handbook.timezone,
    ladders: Object.values(handbook.escalation).map((policy) => ({
      policy,
      cumulative: ladderTable(handbook, policy, 'cumulative'),
      perStep: ladderTable(handbook, policy, 'perStep'),
    })),
    schedules,
    roster,
    gaps: findGaps(handbook, roster),
  };
}
