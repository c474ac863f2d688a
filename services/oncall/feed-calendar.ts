import { createHash } from 'node:crypto';
import { setImmediate as otherWork } from 'node:timers/promises';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import type { Shift } from '../../domain/oncall/holder.js';
import { type CalendarEvent, printCalendar } from '../../domain/oncall/icalendar.js';
import { shiftSummary, shiftUid } from '../../domain/oncall/shift-event.js';
import type { DirectoryService } from '../incidents/directory.service.js';
import type { FeedSubject } from './calendar-feed.model.js';
import type { PublishedShifts } from './published-shifts.repository.js';
import type { TurnsReader } from './turns.reader.js';

/** So far back, calendars keep what was; so far ahead, they show what will be. */
const BACK_MS = 28 * DAY_MS;
const AHEAD_MS = 366 * DAY_MS;
/** Five a day for a year. What is further ahead is left out: a feed answers within 50 ms of work, and calendars refuse large ones. */
const MAX_EVENTS = 2_000;
const REFRESH = 'PT1H';

export interface FeedSources {
  readonly onCall: Pick<TurnsReader, 'turns'>;
  readonly directory: Pick<DirectoryService, 'current'>;
  readonly published: Pick<PublishedShifts, 'revisionsOf'>;
}

interface ScheduledShift extends Shift {
  readonly schedule: string;
}

/**
 * The calendar of `subject` at `at`: the same text throughout a day (UTC) until what it says changes. Somebody or something that the
 * handbook does not have any more has an empty one. Guide: G1.1
 */
export async function feedCalendar(sources: FeedSources, subject: FeedSubject, at: Instant): Promise<string> {
  const today = Math.floor(at / DAY_MS) * DAY_MS;
  const people = (await sources.directory.current())?.handbook.people ?? {};
  const nameOf = (id: string): string => (Object.hasOwn(people, id) ? people[id]?.name : undefined) ?? id;
  const name = `On call: ${'person' in subject ? nameOf(subject.person) : subject.schedule}`;
  const shifts = (await shiftsOf(sources, subject, today)).slice(0, MAX_EVENTS);
  const shown = shifts.map((shift) => ({ ...shift, summary: shiftSummary(shift.schedule, shift, nameOf(shift.person)) }));
  const revisions = await sources.published.revisionsOf(
    shown.map(({ schedule, from, to, summary }) => ({ schedule, from, to, digest: digestOf(`${to} ${summary}`) })),
    at,
    { forgetBefore: today - 2 * BACK_MS },
  );
  const events = shown.map(({ schedule, from, to, summary }, index): CalendarEvent => {
    const { sequence, changedAt } = revisions[index] ?? { sequence: 0, changedAt: from };
    return { uid: shiftUid(schedule, { from }), sequence, changedAt, from, to, summary };
  });
  return printCalendar({ name, refresh: REFRESH, events });
}

/** Oldest first; those that begin at once by the name of their schedule. */
async function shiftsOf({ onCall, directory }: FeedSources, subject: FeedSubject, today: Instant): Promise<readonly ScheduledShift[]> {
  const handbook = (await directory.current())?.handbook;
  if (handbook === undefined || !isKnown(handbook, subject)) return [];
  const shifts: ScheduledShift[] = [];
  for (const schedule of 'person' in subject ? Object.keys(handbook.schedules) : [subject.schedule]) {
    const turns = await onCall.turns(schedule, { from: today - BACK_MS, to: today + AHEAD_MS });
    for (const turn of turns) if (!('person' in subject) || turn.person === subject.person) shifts.push({ ...turn, schedule });
    await otherWork();
  }
  return shifts.toSorted((a, b) => a.from - b.from || (a.schedule < b.schedule ? -1 : 1));
}

const isKnown = ({ people, schedules }: Pick<Handbook, 'people' | 'schedules'>, subject: FeedSubject): boolean =>
  'person' in subject ? Object.hasOwn(people, subject.person) : Object.hasOwn(schedules, subject.schedule);

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
