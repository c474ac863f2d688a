import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import type { Handbook } from '../handbook/handbook.model.js';
import type { Override, Rotation } from '../handbook/schedule.model.js';
import { HOUR_MS } from '../instant.js';
import { holderAt, type Shift, shiftsBetween } from './holder.js';

const zones = temporalZoneRules();
const t = (iso: string): number => Date.parse(iso);
const PEOPLE = ['ada', 'ben', 'chloe', 'dan'];
const WEEKLY: Rotation = { people: PEOPLE, everyDays: 7, handoffMinute: 540, starting: '2026-11-23' };

interface Setup {
  readonly rotation?: Partial<Rotation>;
  readonly zone?: string;
  readonly overrides?: readonly Override[];
  readonly secondaryOverrides?: readonly Override[];
}

function handbook({ rotation = {}, zone = 'America/New_York', overrides = [], secondaryOverrides = [] }: Setup = {}): Handbook {
  const follower = (id: string, offset: number, own: readonly Override[] = []) => ({
    id,
    timezone: zone,
    source: { kind: 'follows' as const, schedule: 'on-call', offset },
    overrides: own,
  });
  return {
    ...sampleHandbook,
    schedules: {
      'on-call': { id: 'on-call', timezone: zone, source: { kind: 'rotation', rotation: { ...WEEKLY, ...rotation } }, overrides },
      secondary: follower('secondary', 1, secondaryOverrides),
      tertiary: follower('tertiary', 2),
      quaternary: follower('quaternary', 3),
    },
  };
}

function shiftAt(book: Handbook, iso: string, schedule = 'on-call'): Shift {
  const shift = holderAt(book, schedule, t(iso), zones);
  if (shift === null) throw new Error(`nobody holds ${schedule} at ${iso}`);
  return shift;
}

const personAt = (book: Handbook, iso: string, schedule = 'on-call'): string => shiftAt(book, iso, schedule).person;

describe('[G1.1] the weekly rotation', () => {
  it('gives each of the four weeks its own four levels', () => {
    const levels = ['2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16', '2026-12-23'].map((day) =>
      ['on-call', 'secondary', 'tertiary', 'quaternary'].map((schedule) => personAt(handbook(), `${day}T12:00:00Z`, schedule)),
    );
    expect(levels).toEqual([
      ['ada', 'ben', 'chloe', 'dan'],
      ['ben', 'chloe', 'dan', 'ada'],
      ['chloe', 'dan', 'ada', 'ben'],
      ['dan', 'ada', 'ben', 'chloe'],
      ['ada', 'ben', 'chloe', 'dan'],
    ]);
  });

  it('[G1.3] hands over on Monday at 09:00 in the schedule’s zone, to the millisecond', () => {
    expect(personAt(handbook(), '2026-11-30T13:59:59.999Z')).toBe('ada');
    expect(shiftAt(handbook(), '2026-11-30T14:00:00Z')).toEqual({
      person: 'ben',
      from: t('2026-11-30T14:00:00Z'),
      to: t('2026-12-07T14:00:00Z'),
      via: 'rotation',
      rule: { schedule: 'on-call', entry: 0 },
    });
  });

  it('reaches back before its start, so that somebody is always on call', () => {
    expect(personAt(handbook(), '2026-11-23T13:59:59Z')).toBe('dan');
    expect(personAt(handbook(), '1999-12-31T12:00:00Z')).toMatch(/ada|ben|chloe|dan/);
  });

  it('keeps 09:00 on the wall over the spring clock change, in a week of 167 hours', () => {
    const shift = shiftAt(handbook(), '2027-03-10T00:00:00Z');
    expect([shift.from, shift.to]).toEqual([t('2027-03-08T14:00:00Z'), t('2027-03-15T13:00:00Z')]);
    expect((shift.to - shift.from) / HOUR_MS).toBe(167);
  });

  it('keeps 09:00 on the wall over the autumn clock change, in a week of 169 hours', () => {
    const shift = shiftAt(handbook(), '2026-10-28T00:00:00Z');
    expect([shift.from, shift.to]).toEqual([t('2026-10-26T13:00:00Z'), t('2026-11-02T14:00:00Z')]);
    expect((shift.to - shift.from) / HOUR_MS).toBe(169);
  });

  it('goes on through a year of 53 weeks as through any other', () => {
    expect(['2026-12-22', '2026-12-29', '2027-01-05'].map((day) => personAt(handbook(), `${day}T12:00:00Z`))).toEqual([
      'ada',
      'ben',
      'chloe',
    ]);
  });
});

describe('[G1.1] a daily rotation', () => {
  const daily = (rotation: Partial<Rotation>, zone?: string): Handbook =>
    handbook({ rotation: { everyDays: 1, ...rotation }, ...(zone ? { zone } : {}) });

  it('gives the leap day a turn of its own', () => {
    const book = daily({ starting: '2028-02-28' });
    expect(['2028-02-28', '2028-02-29', '2028-03-01'].map((day) => personAt(book, `${day}T18:00:00Z`))).toEqual(['ada', 'ben', 'chloe']);
  });

  it('hands over at the jump where the clock skips the handoff time', () => {
    const book = daily({ starting: '2027-03-13', handoffMinute: 150 });
    expect(shiftAt(book, '2027-03-14T06:59:59Z')).toMatchObject({ person: 'ada', to: t('2027-03-14T07:00:00Z') });
    expect(shiftAt(book, '2027-03-14T07:00:00Z')).toMatchObject({ person: 'ben', to: t('2027-03-15T06:30:00Z') });
  });

  it('hands over once, the first time, where the handoff time occurs twice', () => {
    const book = daily({ starting: '2026-10-31', handoffMinute: 90 });
    expect(shiftsBetween(book, 'on-call', { from: t('2026-11-01T05:00:00Z'), to: t('2026-11-01T08:00:00Z') }, zones)).toMatchObject([
      { person: 'ada', to: t('2026-11-01T05:30:00Z') },
      { person: 'ben', from: t('2026-11-01T05:30:00Z'), to: t('2026-11-02T06:30:00Z') },
    ]);
    expect(personAt(book, '2026-11-01T06:15:00Z')).toBe('ben');
  });

  it('keeps wall-clock time in a zone whose offset has quarter hours', () => {
    const book = daily({ starting: '2026-09-26', handoffMinute: 170 }, 'Pacific/Chatham');
    // On 2026-09-27 the clock goes from 02:45 to 03:45 there, at 14:00 UTC the day before.
    expect(shiftAt(book, '2026-09-26T14:00:00Z')).toMatchObject({
      person: 'ben',
      from: t('2026-09-26T14:00:00Z'),
      to: t('2026-09-27T13:05:00Z'),
    });
  });

  it('loses no turn’s end where a zone skipped a whole day', () => {
    const book = daily({ starting: '2011-12-28', handoffMinute: 0 }, 'Pacific/Apia');
    const shifts = shiftsBetween(book, 'on-call', { from: t('2011-12-29T12:00:00Z'), to: t('2011-12-31T12:00:00Z') }, zones);
    expect(shifts.map(({ person }) => person)).toEqual(['ben', 'dan', 'ada']);
    expect(shifts[0]?.to).toBe(t('2011-12-30T10:00:00Z'));
  });
});

describe('[G1.1] a cover', () => {
  const cover = (person: string, from: string, to: string): Override => ({ person, from: t(from), to: t(to) });

  it('takes the schedule over for its span and gives it back', () => {
    const book = handbook({ overrides: [cover('chloe', '2026-11-26T14:00:00Z', '2026-11-27T14:00:00Z')] });
    expect(shiftsBetween(book, 'on-call', { from: t('2026-11-25T00:00:00Z'), to: t('2026-11-28T00:00:00Z') }, zones)).toMatchObject([
      { person: 'ada', from: t('2026-11-23T14:00:00Z'), to: t('2026-11-26T14:00:00Z'), via: 'rotation' },
      {
        person: 'chloe',
        from: t('2026-11-26T14:00:00Z'),
        to: t('2026-11-27T14:00:00Z'),
        via: 'override',
        rule: { schedule: 'on-call', entry: 0 },
      },
      { person: 'ada', from: t('2026-11-27T14:00:00Z'), to: t('2026-11-30T14:00:00Z'), via: 'rotation' },
    ]);
  });

  it('of the primary does not move the secondary', () => {
    const book = handbook({ overrides: [cover('chloe', '2026-11-26T14:00:00Z', '2026-11-27T14:00:00Z')] });
    expect(personAt(book, '2026-11-26T20:00:00Z')).toBe('chloe');
    expect(personAt(book, '2026-11-26T20:00:00Z', 'secondary')).toBe('ben');
  });

  it('of the secondary does not move the primary', () => {
    const book = handbook({ secondaryOverrides: [cover('dan', '2026-11-26T14:00:00Z', '2026-11-27T14:00:00Z')] });
    expect(personAt(book, '2026-11-26T20:00:00Z', 'secondary')).toBe('dan');
    expect(personAt(book, '2026-11-26T20:00:00Z')).toBe('ada');
  });

  it('that is written later wins where two overlap', () => {
    const book = handbook({
      overrides: [
        cover('chloe', '2026-11-26T00:00:00Z', '2026-11-27T00:00:00Z'),
        cover('dan', '2026-11-26T10:00:00Z', '2026-11-26T12:00:00Z'),
      ],
    });
    const shifts = shiftsBetween(book, 'on-call', { from: t('2026-11-26T00:00:00Z'), to: t('2026-11-27T00:00:00Z') }, zones);
    expect(shifts.map(({ person, via }) => [person, via])).toEqual([
      ['chloe', 'override'],
      ['dan', 'override'],
      ['chloe', 'override'],
    ]);
  });
});

it('refuses a schedule that the handbook does not have', () => {
  expect(() => holderAt(handbook(), 'constructor', 0, zones)).toThrow('NOT_FOUND');
});
