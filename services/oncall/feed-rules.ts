import type { DomainError } from '../../domain/error.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { err, ok, type Result } from '../../domain/result.js';
import type { CalendarFeed, FeedMaker, FeedRequest, FeedSubject } from './calendar-feed.model.js';

/** What of the running handbook decides. */
export type FeedDirectory = Pick<Handbook, 'people' | 'schedules'>;

/** What the feed is to be of, or why it is refused: people make feeds of themselves and of schedules, administrators of anybody. */
export function judgeFeedRequest(by: FeedMaker, request: FeedRequest, handbook: FeedDirectory): Result<FeedSubject, DomainError> {
  const { schedule } = request;
  if (request.person !== null && schedule !== null)
    return refused('INVALID_INPUT', 'schedule', 'a feed is a person’s or a schedule’s, not both');
  return schedule === null ? ofPerson(by, request.person ?? by.person, handbook) : ofSchedule(by, schedule, handbook);
}

/** Whether a feed exists for `by`: their own, one that they made, and every one for those who manage feeds. */
export const isFeedOf = (by: FeedMaker, { subject, createdBy }: CalendarFeed): boolean =>
  by.permissions.has('feeds:manage') ||
  createdBy === by.name ||
  (by.person !== null && 'person' in subject && subject.person === by.person);

function ofPerson(by: FeedMaker, person: string | null, { people }: FeedDirectory): Result<FeedSubject, DomainError> {
  if (person === null) return refused('INVALID_INPUT', 'person', 'say whose shifts it is to have: you are a tool');
  if (person !== by.person && !by.permissions.has('feeds:manage'))
    return refused('FORBIDDEN', 'person', 'only an administrator makes feeds of somebody else’s shifts');
  if (!Object.hasOwn(people, person)) return refused('UNKNOWN_PERSON', 'person', `the handbook has no person ${person.slice(0, 60)}`);
  return ok({ person });
}

function ofSchedule(by: FeedMaker, schedule: string, { schedules }: FeedDirectory): Result<FeedSubject, DomainError> {
  if (by.person === null && !by.permissions.has('feeds:manage'))
    return refused('FORBIDDEN', 'schedule', 'a tool makes feeds with a token of an administrator only');
  if (!Object.hasOwn(schedules, schedule)) {
    const hint = `it has: ${Object.keys(schedules).join(', ')}`;
    return err({ code: 'NOT_FOUND', field: 'schedule', detail: `the handbook has no schedule ${schedule.slice(0, 60)}`, hint });
  }
  return ok({ schedule });
}

const refused = (code: DomainError['code'], field: string, detail: string): Result<never, DomainError> => err({ code, field, detail });
