import { Inject, Injectable } from '@nestjs/common';
import { type Shift, type Span, shiftsBetween } from '../../domain/oncall/holder.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { DirectoryService } from '../incidents/directory.service.js';
import { ZONE_RULES } from './on-call.service.js';

/** Where calendars take shifts from, and the only place. Guide: G1.1 */
@Injectable()
export class TurnsReader {
  constructor(
    private readonly directory: DirectoryService,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
  ) {}

  /**
   * The turns of a schedule that have a moment within [span.from, span.to), oldest first, each in its full length and none joined to the
   * next, so that the beginning of one does not depend on the span; none where there is no such schedule.
   */
  async turns(schedule: string, span: Span): Promise<readonly Shift[]> {
    const handbook = (await this.directory.current())?.handbook;
    return handbook === undefined || !Object.hasOwn(handbook.schedules, schedule)
      ? []
      : shiftsBetween(handbook, schedule, span, this.zones);
  }
}
