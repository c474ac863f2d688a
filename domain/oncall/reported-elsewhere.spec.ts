import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import type { Handbook } from '../handbook/handbook.model.js';
import type { Layer, Rotation, Schedule } from '../handbook/schedule.model.js';
import { HOUR_MS } from '../instant.js';
import { holderAt, piecesBetween } from './holder.js';
import { clipped, joined } from './joined.js';
import { findUnready } from './readiness.js';
import { tidyWeek } from './week-spans.js';

/** Promises that on-call tools broke, as their users told it: each names the repository and the number of the report. */

const zones = temporalZoneRules();
const DAY = 1_440;
const t = (iso: string): number => Date.parse(iso);
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);
const WEEKDAYS = [1, 2, 3, 4, 5];

const rotation = (people: readonly string[], more: Partial<Rotation> = {}): Rotation => ({
  people,
  everyDays: 1,
  handoffMinute: 540,
  starting: '2024-01-01',
  ...more,
});

const hours = (days: readonly number[], from: number, to: number): Pick<Layer, 'during'> => ({
  during: tidyWeek(days.map((day) => ({ from: day * DAY + from * 60, to: day * DAY + to * 60 }))),
});

function book(layers: readonly Layer[], more: Partial<Schedule> = {}): Handbook {
  const schedule: Schedule = { id: 'on-call', timezone: 'UTC', source: { kind: 'layers', layers }, overrides: [], ...more };
  return { ...sampleHandbook, schedules: { 'on-call': schedule } };
}

/** `person from to` of each shift and vacancy, in UTC. */
function read(handbook: Handbook, from: string, to: string): readonly string[] {
  const span = { from: t(from), to: t(to) };
  const pieces = piecesBetween(handbook, 'on-call', span, zones);
  return clipped(pieces, span).map((piece) => `${piece.person ?? 'nobody'} ${iso(piece.from)} ${iso(piece.to)}`);
}

describe('[G1.1] a schedule', () => {
  // grafana/oncall#3261: schedules and escalation windows moved by an hour when summer time ended
  it('that was written in summer begins at half past eight in winter too', () => {
    const london = { timezone: 'Europe/London', rotation: rotation(['ada'], { starting: '2023-07-03' }) };
    const daily = book([{ ...london, ...hours([0, 1, 2, 3, 4, 5, 6], 8.5, 17.5) }]);
    expect(read(daily, '2023-10-28T00:00:00Z', '2023-10-28T20:00:00Z')[1]).toBe('ada 2023-10-28T07:30 2023-10-28T08:00');
    const winter = joined(
      piecesBetween(daily, 'on-call', { from: t('2023-10-30T00:00:00Z'), to: t('2023-10-31T00:00:00Z') }, zones).filter(
        (one) => one.person !== null,
      ),
    );
    expect(winter.map(({ from, to }) => [iso(from), iso(to)])).toEqual([['2023-10-30T08:30', '2023-10-30T17:30']]);
  });

  // grafana/oncall#5247: an hour without anybody when summer time ends, an hour with two when it begins
  it('of whole weeks has neither a gap when summer time ends nor an overlap when it begins', () => {
    const weekly = book([{ timezone: 'America/Chicago', rotation: rotation(['ada', 'ben'], { everyDays: 7, starting: '2024-09-30' }) }]);
    expect(read(weekly, '2024-11-03T00:00:00Z', '2024-11-05T00:00:00Z')).toEqual([
      'ada 2024-11-03T00:00 2024-11-04T15:00',
      'ben 2024-11-04T15:00 2024-11-05T00:00',
    ]);
    expect(read(weekly, '2025-03-09T00:00:00Z', '2025-03-11T00:00:00Z')).toEqual([
      'ada 2025-03-09T00:00 2025-03-10T14:00',
      'ben 2025-03-10T14:00 2025-03-11T00:00',
    ]);
  });

  // grafana/oncall#5455: a shift over the spring change ends an hour early
  it('keeps a shift over the spring change to its end on the wall, with no hour missing at it', () => {
    const nightly = book([{ timezone: 'America/Los_Angeles', rotation: rotation(['ada', 'ben'], { starting: '2025-03-01' }) }]);
    const shift = holderAt(nightly, 'on-call', t('2025-03-09T08:00:00Z'), zones);
    expect([iso(shift?.from ?? 0), iso(shift?.to ?? 0)]).toEqual(['2025-03-08T17:00', '2025-03-09T16:00']);
  });

  // target/goalert#1252: hourly rotations are aligned to the wall clock
  it('of two hours hands over at even hours of the wall clock before and after a change', () => {
    const bells = book([
      {
        timezone: 'America/New_York',
        rotation: rotation(['ada', 'ben'], { everyDays: 0, everyHours: 2, handoffMinute: 0, starting: '2026-10-01' }),
      },
    ]);
    const pieces = piecesBetween(bells, 'on-call', { from: t('2026-10-31T12:00:00Z'), to: t('2026-11-02T12:00:00Z') }, zones);
    expect(pieces.map(({ from }) => zones.toLocal('America/New_York', from).minute % 120)).toEqual(pieces.map(() => 0));
    expect(pieces.map(({ from, to }) => (to - from) / HOUR_MS).filter((length) => length !== 2)).toEqual([3]);
  });

  // grafana/oncall#4197, grafana/terraform-provider-grafana#1330: daily shifts in Europe/Paris have everybody on call every day
  it('gives one person each day, in a zone other than UTC too', () => {
    const daily = book([
      { timezone: 'Europe/Paris', rotation: rotation(['ada', 'ben'], { handoffMinute: 480 }), ...hours(WEEKDAYS, 8, 18) },
    ]);
    expect(read(daily, '2024-04-08T00:00:00Z', '2024-04-10T00:00:00Z').filter((line) => !line.startsWith('nobody'))).toEqual([
      'ada 2024-04-08T06:00 2024-04-08T16:00',
      'ben 2024-04-09T06:00 2024-04-09T16:00',
    ]);
  });

  // OneUptime/oneuptime#1728: of two layers of twelve hours each only the first is shown
  it('shows two teams that share the day by half in turn, over midnight', () => {
    const people = (...names: string[]) => rotation(names, { starting: '2024-10-10', handoffMinute: 360 });
    const sun = book([
      { timezone: 'Asia/Kolkata', rotation: people('ada', 'ben'), ...hours([0, 1, 2, 3, 4, 5, 6], 6, 18) },
      { timezone: 'Asia/Kolkata', rotation: people('chloe', 'dan'), ...hours([0, 1, 2, 3, 4, 5, 6], 18, 30) },
    ]);
    expect(read(sun, '2024-10-10T00:30:00Z', '2024-10-12T00:30:00Z')).toEqual([
      'ada 2024-10-10T00:30 2024-10-10T12:30',
      'chloe 2024-10-10T12:30 2024-10-11T00:30',
      'ben 2024-10-11T00:30 2024-10-11T12:30',
      'dan 2024-10-11T12:30 2024-10-12T00:30',
    ]);
  });

  it('after midnight still knows the night that began the evening before', () => {
    const layers = [
      { timezone: 'Europe/Oslo', rotation: rotation(['ada']), ...hours(WEEKDAYS, 8, 16) },
      { timezone: 'Europe/Oslo', rotation: rotation(['ben']), ...hours(WEEKDAYS, 16, 32) },
    ];
    expect(holderAt(book(layers), 'on-call', t('2017-01-18T05:00:00Z'), zones)?.person).toBe('ben');
    expect(holderAt(book(layers), 'on-call', t('2017-01-18T07:00:00Z'), zones)?.person).toBe('ada');
  });

  it('over the weeks in which two continents change their clocks on different days shows the hour that nobody has', () => {
    const sun = book([
      { timezone: 'Europe/London', rotation: rotation(['ada']), ...hours([0, 1, 2, 3, 4, 5, 6], 6, 18) },
      { timezone: 'America/New_York', rotation: rotation(['ben']), ...hours([0, 1, 2, 3, 4, 5, 6], 13, 25) },
    ]);
    expect(read(sun, '2026-02-10T00:00:00Z', '2026-02-11T00:00:00Z').some((line) => line.startsWith('nobody'))).toBe(false);
    expect(read(sun, '2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z').filter((line) => line.startsWith('nobody'))).toEqual([
      'nobody 2026-03-10T05:00 2026-03-10T06:00',
    ]);
  });

  // OneUptime/oneuptime#1890: a handoff that was written in winter is an hour off all summer
  it('that was written in winter hands over at the same hour of the wall clock in summer', () => {
    const weekly = book([{ timezone: 'Europe/Berlin', rotation: rotation(['ada', 'ben'], { everyDays: 7, starting: '2025-01-06' }) }]);
    expect(read(weekly, '2025-07-06T00:00:00Z', '2025-07-08T00:00:00Z')).toEqual([
      'ben 2025-07-06T00:00 2025-07-07T07:00',
      'ada 2025-07-07T07:00 2025-07-08T00:00',
    ]);
  });

  // target/goalert#55, OneUptime/oneuptime#2413: of a daily rotation of the working days some people never get a shift, or one gets Friday and Monday
  it('of the working days counts turns over the weekend too, and names whom none of them reaches', () => {
    const people = ['ada', 'ben', 'chloe', 'dan', 'cto', 'lead', 'support'];
    const weekdays = book([{ timezone: 'UTC', rotation: rotation(people, { handoffMinute: 0 }), ...hours(WEEKDAYS, 9, 17) }]);
    const onCall = read(weekdays, '2024-01-01T00:00:00Z', '2024-03-01T00:00:00Z').map((line) => line.split(' ')[0] ?? '');
    expect(new Set(onCall)).toEqual(new Set(['nobody', 'ada', 'ben', 'chloe', 'dan', 'cto']));
    expect(findUnready(weekdays, { from: t('2024-01-01T00:00:00Z'), to: t('2024-01-29T00:00:00Z') }, zones)).toEqual(
      expect.arrayContaining(
        ['lead', 'support'].map((person) => expect.objectContaining({ kind: 'NEVER_IN_TURN', schedule: 'on-call', person })),
      ),
    );
  });
});
