import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import { shiftsBetween } from '../../domain/oncall/holder.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import { temporalZoneRules } from '../handbook/zone-rules.temporal.js';
import type { FeedSubject } from './calendar-feed.model.js';
import { type FeedSources, feedCalendar } from './feed-calendar.js';

const zones = temporalZoneRules();
const DAY = Date.parse('2026-11-26T00:00:00Z');

function handbook(everyHours: number): Handbook {
  const rotation = { people: ['ada', 'ben'], everyDays: 0, everyHours, handoffMinute: 540, starting: '2026-11-23' };
  const schedule = { id: 'on-call', timezone: 'Pacific/Chatham', source: { kind: 'rotation' as const, rotation }, overrides: [] };
  return { ...sampleHandbook, schedules: { 'on-call': schedule } };
}

const sourcesOf = (book: Handbook | null): FeedSources => ({
  onCall: { turns: (id, span) => Promise.resolve(book === null ? [] : shiftsBetween(book, id, span, zones)) },
  directory: { current: () => Promise.resolve(book === null ? null : { versionId: 1, handbook: book }) },
  published: { revisionsOf: (shifts) => Promise.resolve(shifts.map(() => ({ sequence: 0, changedAt: 0 }))) },
});
const calendar = (everyHours: number, at: Instant, subject: FeedSubject = { schedule: 'on-call' }): Promise<string> =>
  feedCalendar(sourcesOf(handbook(everyHours)), subject, at);
const entriesOf = (text: string): readonly string[] => text.replace('END:VCALENDAR\r\n', '').split('BEGIN:VEVENT').slice(1);
const startsOf = (text: string): readonly string[] => entriesOf(text).map((entry) => /DTSTART:(\S+)/.exec(entry)?.[1] ?? '');

describe('[G1.1] the calendar of a feed', () => {
  it('is the same text from midnight to midnight', async () => {
    expect(await calendar(84, DAY + DAY_MS - 1)).toBe(await calendar(84, DAY));
    expect(await calendar(84, DAY + DAY_MS)).not.toBe(await calendar(84, DAY - 27 * DAY_MS));
  });

  it('keeps every entry as it was while days go by, but for those that are long over', async () => {
    const [before, after] = [entriesOf(await calendar(84, DAY)), entriesOf(await calendar(84, DAY + 30 * DAY_MS))];
    const gone = before.filter((entry) => !after.includes(entry));
    expect(gone).toEqual(before.slice(0, gone.length));
    expect(gone.map((entry) => /DTEND:(\S+)/.exec(entry)?.[1] ?? '').filter((end) => end > '20261128T000000Z')).toEqual([]);
    expect(gone.length).toBeGreaterThan(5);
  });

  it('has the shifts from 28 days ago to a year ahead, each in its full length', async () => {
    const starts = startsOf(await calendar(84, DAY));
    expect([starts[0], starts.at(-1)]).toEqual(['20261025T191500Z', '20271125T071500Z']);
  });

  it('of one person has theirs alone', async () => {
    const [all, ada] = [entriesOf(await calendar(84, DAY)), entriesOf(await calendar(84, DAY, { person: 'ada' }))];
    expect(ada).toEqual(all.filter((entry) => /SUMMARY:ada/.test(entry)));
    expect(ada.length).toBeGreaterThan(50);
  });

  it('[I13] is cut where there would be more than two thousand entries: what is furthest ahead is left out', async () => {
    const starts = startsOf(await calendar(1, DAY));
    expect(starts.length).toBe(2_000);
    expect(starts).toEqual([...starts].toSorted());
    expect(starts[0]).toBe('20261028T231500Z');
  });

  it('is empty before the first handbook, and for whom or what there is not', async () => {
    expect(entriesOf(await feedCalendar(sourcesOf(null), { schedule: 'on-call' }, DAY))).toEqual([]);
    for (const subject of [{ person: 'nobody' }, { person: '__proto__' }]) expect(entriesOf(await calendar(84, DAY, subject))).toEqual([]);
  });
});
