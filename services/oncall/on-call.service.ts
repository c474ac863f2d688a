import { Inject, Injectable } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Schedule } from '../../domain/handbook/schedule.model.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import { holderAt, type Shift, type Span, shiftsBetween } from '../../domain/oncall/holder.js';
import { clipped, joined } from '../../domain/oncall/joined.js';
import { printPath, rulePath } from '../../domain/oncall/rule-path.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { DirectoryService } from '../incidents/directory.service.js';

/** Nest's name for the rules of time zones (`ZoneRules`). */
export const ZONE_RULES = Symbol('ZONE_RULES');

const MAX_SPAN_MS = 366 * DAY_MS;

export interface OnCallView extends Shift {
  readonly schedule: string;
}

export interface ShiftView extends Shift {
  /** Where the handbook says so, for example `schedules.on-call.overrides[0]`. */
  readonly entry: string;
}

/** Who is on call, by the handbook as it runs. Guide: G1.1 */
@Injectable()
export class OnCallService {
  constructor(
    private readonly directory: DirectoryService,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
  ) {}

  /**
   * The holder of `schedule`, or of every one, at `at`; schedules that nobody holds are left out.
   * Throws `NOT_FOUND` for a schedule that the handbook does not have.
   */
  async at(at: Instant, schedule: string | null): Promise<readonly OnCallView[]> {
    const handbook = (await this.directory.current())?.handbook;
    const names = schedule === null ? Object.keys(handbook?.schedules ?? {}) : [scheduleIn(handbook, schedule).id];
    if (handbook === undefined) return [];
    return names.flatMap((name) => {
      const shift = holderAt(handbook, name, at, this.zones);
      return shift === null ? [] : [{ schedule: name, ...shift }];
    });
  }

  /** Throws `NOT_FOUND` for a schedule that the handbook does not have. */
  async schedule(id: string): Promise<Schedule> {
    return scheduleIn((await this.directory.current())?.handbook, id);
  }

  /** Its shifts within [span.from, span.to), joined and clipped. Throws `NOT_FOUND`, and `INVALID_INPUT` for a time that is none or too long. */
  async shifts(id: string, span: Span): Promise<readonly ShiftView[]> {
    const handbook = (await this.directory.current())?.handbook;
    const { id: known } = scheduleIn(handbook, id);
    if (span.to <= span.from || span.to - span.from > MAX_SPAN_MS) {
      const detail = span.to <= span.from ? '"to" is not after "from"' : 'more than 366 days are asked for at once';
      throw new DomainFailure({ code: 'INVALID_INPUT', field: 'to', detail });
    }
    if (handbook === undefined) return [];
    const shifts = clipped(joined(shiftsBetween(handbook, known, span, this.zones)), span);
    return shifts.map((shift) => ({ ...shift, entry: printPath(rulePath(handbook, shift)) }));
  }
}

function scheduleIn(handbook: Handbook | undefined, id: string): Schedule {
  const schedules = handbook?.schedules ?? {};
  const schedule = Object.hasOwn(schedules, id) ? schedules[id] : undefined;
  if (schedule !== undefined) return schedule;
  throw new DomainFailure({
    code: 'NOT_FOUND',
    field: 'schedule',
    detail: `the handbook has no schedule ${id.slice(0, 60)}`,
    hint: `it has: ${Object.keys(schedules).join(', ')}`,
  });
}
