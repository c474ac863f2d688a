import { sampleHandbook } from '../../test/support/sample-handbook.js';
import type { CalendarFeed, FeedMaker, FeedRequest } from './calendar-feed.model.js';
import { isFeedOf, judgeFeedRequest } from './feed-rules.js';

const person = (name: string): FeedMaker => ({ person: name, name, permissions: new Set(['feeds:create']) });
const admin: FeedMaker = { person: 'admin', name: 'admin', permissions: new Set(['feeds:create', 'feeds:manage']) };
const tool: FeedMaker = { person: null, name: 'tool:wall', permissions: new Set(['feeds:create']) };
const managingTool: FeedMaker = { ...tool, permissions: admin.permissions };
const judged = (by: FeedMaker, request: Partial<FeedRequest>): unknown => {
  const result = judgeFeedRequest(by, { person: null, schedule: null, ...request }, sampleHandbook);
  return result.ok ? result.value : result.error.code;
};

describe('[G1.1] who may make which feed', () => {
  it('lets people make feeds of themselves and of schedules, and administrators of anybody', () => {
    expect(judged(person('ada'), {})).toEqual({ person: 'ada' });
    expect(judged(person('ada'), { person: 'ada' })).toEqual({ person: 'ada' });
    expect(judged(person('ada'), { person: 'ben' })).toBe('FORBIDDEN');
    expect(judged(person('somebody-who-only-reads'), { schedule: 'on-call' })).toEqual({ schedule: 'on-call' });
    expect(judged(admin, { person: 'ben' })).toEqual({ person: 'ben' });
  });

  it('lets a tool make one with the token of an administrator only, and never “its own”', () => {
    expect(judged(tool, { schedule: 'on-call' })).toBe('FORBIDDEN');
    expect(judged(tool, { person: 'ada' })).toBe('FORBIDDEN');
    expect(judged(managingTool, { schedule: 'on-call' })).toEqual({ schedule: 'on-call' });
    expect(judged(managingTool, {})).toBe('INVALID_INPUT');
  });

  it('refuses both at once, and whoever or whatever the handbook does not have', () => {
    expect(judged(admin, { person: 'ada', schedule: 'on-call' })).toBe('INVALID_INPUT');
    expect(judged(admin, {})).toBe('UNKNOWN_PERSON');
    for (const name of ['nobody', '__proto__', 'constructor']) {
      expect(judged(admin, { person: name })).toBe('UNKNOWN_PERSON');
      expect(judged(admin, { schedule: name })).toBe('NOT_FOUND');
    }
  });
});

it('[I10] a feed exists for whose it is, who made it, and administrators', () => {
  const feed = (over: Partial<CalendarFeed>): CalendarFeed => ({
    id: 'f',
    subject: { schedule: 'on-call' },
    createdBy: 'ada',
    createdAt: 0,
    rotatedAt: null,
    revokedAt: null,
    lastReadAt: null,
    ...over,
  });
  const seers = (one: CalendarFeed): readonly string[] =>
    [person('ada'), person('ben'), admin, tool].filter((by) => isFeedOf(by, one)).map(({ name }) => name);
  expect(seers(feed({}))).toEqual(['ada', 'admin']);
  expect(seers(feed({ subject: { person: 'ben' }, createdBy: 'admin' }))).toEqual(['ben', 'admin']);
});
