import { Inject, Injectable } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Schedule } from '../../domain/handbook/schedule.model.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import type { Shift, Span } from '../../domain/oncall/holder.js';
import {
  hasSchedule,
  holderAsKnown,
  type KnownRoster,
  type KnownShift,
  reignsWithin,
  shiftsAsKnown,
} from '../../domain/oncall/known-roster.js';
import { printPath, rulePath } from '../../domain/oncall/rule-path.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { systemClock } from '../config/clock.js';
import { DirectoryService } from '../incidents/directory.service.js';
import { KnownRosters } from './known-rosters.service.js';

/** Nest's name for the rules of time zones (`ZoneRules`). */
export const ZONE_RULES = Symbol('ZONE_RULES');

/** Most shifts begin and end within this of any instant of theirs: one look is enough. */
const USUAL_SHIFT_MS = 8 * DAY_MS;
const MAX_SPAN_MS = 366 * DAY_MS;

export interface OnCallView extends Shift {
  readonly schedule: string;
}

export interface ShiftView extends Shift {
  /** Where the handbook says so, for example `schedules.on-call.overrides[0]`; of a cover `covers.COV-12`. */
  readonly entry: string;
}

/**
 * Who is on call, by the version of the handbook in force at the instant that is asked about: as known now, or as was known at an
 * earlier instant `asKnownAt`. Before the first version took effect, that version answers; before it was applied nothing was known, and
 * nobody was on call. Answers as of an instant that has passed never change. Guide: G1.1
 */
@Injectable()
export class OnCallService {
  constructor(
    private readonly directory: DirectoryService,
    private readonly rosters: KnownRosters,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
  ) {}

  /**
   * The holder of `schedule`, or of every one, at `at`; schedules that nobody holds are left out. Throws `NOT_FOUND` for a schedule that
   * the handbook in force then does not have, `INVALID_INPUT` for an `asKnownAt` that is still to come.
   */
  async at(at: Instant, schedule: string | null, asKnownAt: Instant | null = null): Promise<readonly OnCallView[]> {
    refuseForeknowledge(asKnownAt);
    const within = { from: at - USUAL_SHIFT_MS, to: at + USUAL_SHIFT_MS };
    const roster = await this.rosters.rosterAsKnownAt(asKnownAt, within);
    const handbook = reignsWithin(roster, { from: at, to: at + 1 })[0]?.handbook;
    const names = schedule === null ? Object.keys(handbook?.schedules ?? {}) : [scheduleIn(handbook, schedule).id];
    const shifts = await Promise.all(
      names.map(async (name) => ({ schedule: name, shift: await this.holder(name, at, { roster, within, asKnownAt }) })),
    );
    return shifts.flatMap(({ schedule: name, shift }) => (shift === null ? [] : [{ schedule: name, ...shift }]));
  }

  /** Throws `NOT_FOUND` for a schedule that the handbook does not have. */
  async schedule(id: string): Promise<Schedule> {
    return scheduleIn((await this.directory.current())?.handbook, id);
  }

  /**
   * Its shifts within [span.from, span.to), joined and clipped. Throws `NOT_FOUND` for a schedule of no handbook in force then, and
   * `INVALID_INPUT` for a time that is none or too long, and for an `asKnownAt` that is still to come.
   */
  async shifts(id: string, span: Span, asKnownAt: Instant | null = null): Promise<readonly ShiftView[]> {
    refuseForeknowledge(asKnownAt);
    if (span.to <= span.from || span.to - span.from > MAX_SPAN_MS) {
      const detail = span.to <= span.from ? '"to" is not after "from"' : 'more than 366 days are asked for at once';
      throw new DomainFailure({ code: 'INVALID_INPUT', field: 'to', detail });
    }
    const roster = await this.rosters.rosterAsKnownAt(asKnownAt, span);
    if (!hasSchedule(roster, id)) scheduleIn(roster.versions.at(-1)?.handbook, id);
    return shiftsAsKnown(roster, id, span, this.zones).map((shift) => ({ ...shift, entry: entryOf(roster.versions, shift) }));
  }

  private async holder(schedule: string, at: Instant, { roster, within, asKnownAt }: Seen): Promise<KnownShift | null> {
    const shift = holderAsKnown(roster, schedule, at, this.zones);
    if (shift === null || (within.from <= shift.from && shift.to <= within.to)) return shift;
    // A shift that is longer than what was looked at may begin or end with another version.
    const further = { from: Math.min(within.from, shift.from), to: Math.max(within.to, shift.to) };
    return await this.holder(schedule, at, {
      roster: await this.rosters.rosterAsKnownAt(asKnownAt, further),
      within: further,
      asKnownAt,
    });
  }
}

/** A part of what is known, and of which time it says all. */
interface Seen {
  readonly roster: KnownRoster;
  readonly within: Span;
  readonly asKnownAt: Instant | null;
}

type Versions = readonly { readonly versionId: number; readonly handbook: Handbook }[];

function entryOf(versions: Versions, shift: KnownShift): string {
  const version = versions.find(({ versionId }) => versionId === shift.versionId);
  return version === undefined ? '' : printPath(rulePath(version.handbook, shift));
}

function refuseForeknowledge(asKnownAt: Instant | null): void {
  if (asKnownAt === null || asKnownAt <= systemClock.now()) return;
  const detail = 'what will be known then is not known yet';
  throw new DomainFailure({ code: 'INVALID_INPUT', field: 'asKnownAt', detail, hint: 'leave it out to ask what is known now' });
}

function scheduleIn(handbook: Handbook | undefined, id: string): Schedule {
  if (handbook === undefined) throw new DomainFailure({ code: 'NOT_FOUND', field: 'schedule', detail: 'no handbook was known then' });
  const { schedules } = handbook;
  const schedule = Object.hasOwn(schedules, id) ? schedules[id] : undefined;
  if (schedule !== undefined) return schedule;
  throw new DomainFailure({
    code: 'NOT_FOUND',
    field: 'schedule',
    detail: `the handbook has no schedule ${id.slice(0, 60)}`,
    hint: `it has: ${Object.keys(schedules).join(', ')}`,
  });
}
