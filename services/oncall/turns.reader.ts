import { Inject, Injectable } from '@nestjs/common';
import type { Shift, Span } from '../../domain/oncall/holder.js';
import { REACH_MS, turnsAsKnown } from '../../domain/oncall/known-roster.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { KnownRosters } from './known-rosters.service.js';
import { ZONE_RULES } from './on-call.service.js';

/** Where calendars take shifts from, and the only place. Guide: G1.1 */
@Injectable()
export class TurnsReader {
  constructor(
    private readonly rosters: KnownRosters,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
  ) {}

  /** See `turnsAsKnown`: as is known now, by the version in force at each instant; none where no version has such a schedule. */
  async turns(schedule: string, span: Span): Promise<readonly Shift[]> {
    const roster = await this.rosters.rosterAsKnownAt(null, { from: span.from - REACH_MS, to: span.to + REACH_MS });
    return turnsAsKnown(roster, schedule, span, this.zones);
  }
}
