import type { Brief } from '../../domain/handoffs/brief.model.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { KnownRosters } from '../oncall/known-rosters.service.js';
import type { BriefReader } from './brief.reader.js';
import { aheadOf, nextHolder } from './handoff-times.js';

/** Noisy alerts are those of so long: from one daily handoff to the next. */
const NOISY_MS = DAY_MS;

export interface BriefParts {
  readonly briefs: BriefReader;
  readonly rosters: KnownRosters;
  readonly zones: ZoneRules;
}

/** What whoever takes over the schedule must know at `at`. Guide: G1.3 */
export async function briefOf(
  { briefs, rosters, zones }: BriefParts,
  { schedule, at }: { readonly schedule: string; readonly at: Instant },
): Promise<Brief> {
  const known = await briefs.read(at, at - NOISY_MS);
  return { ...known, next: nextHolder(await rosters.rosterAsKnownAt(null, aheadOf(at)), schedule, at, zones) };
}
