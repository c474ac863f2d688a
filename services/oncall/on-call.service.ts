import { Inject, Injectable } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import { holderAt, type Shift } from '../../domain/oncall/holder.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { DirectoryService } from '../incidents/directory.service.js';

/** Nest's name for the rules of time zones (`ZoneRules`). */
export const ZONE_RULES = Symbol('ZONE_RULES');

export interface OnCallView extends Shift {
  readonly schedule: string;
}

/** Who is on call, by the handbook as it runs. Guide: G1.1 */
@Injectable()
export class OnCallService {
  constructor(
    private readonly directory: DirectoryService,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
  ) {}

  /** The holder of `schedule`, or of every one, at `at`; schedules that nobody holds are left out. Throws `NOT_FOUND` for a schedule that the handbook does not have. */
  async at(at: Instant, schedule: string | null): Promise<readonly OnCallView[]> {
    const current = await this.directory.current();
    const schedules = current?.handbook.schedules ?? {};
    if (schedule !== null && !Object.hasOwn(schedules, schedule)) {
      throw new DomainFailure({
        code: 'NOT_FOUND',
        field: 'schedule',
        detail: `the handbook has no schedule ${schedule.slice(0, 60)}`,
        hint: `it has: ${Object.keys(schedules).join(', ')}`,
      });
    }
    const names = schedule === null ? Object.keys(schedules) : [schedule];
    if (current === null) return [];
    return names.flatMap((name) => {
      const shift = holderAt(current.handbook, name, at, this.zones);
      return shift === null ? [] : [{ schedule: name, ...shift }];
    });
  }
}
