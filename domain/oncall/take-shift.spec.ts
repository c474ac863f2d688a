import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { aCover } from '../../test/support/sample-covers.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import type { Cover } from '../covers/cover.model.js';
import type { Handbook } from '../handbook/handbook.model.js';
import { DAY_MS, HOUR_MS } from '../instant.js';
import { coverWarnings } from './cover-warnings.js';
import { type Taking, takeShift } from './take-shift.js';

const zones = temporalZoneRules();
/** A Tuesday; ada’s week is over on Monday at 09:00 in New York. */
const NOW = Date.parse('2026-11-24T12:00:00Z');
const MONDAY = Date.parse('2026-11-30T14:00:00Z');

const weekly: Handbook = {
  ...sampleHandbook,
  schedules: {
    ...sampleHandbook.schedules,
    'on-call': {
      id: 'on-call',
      timezone: 'America/New_York',
      source: {
        kind: 'rotation',
        rotation: { people: ['ada', 'ben', 'chloe', 'dan'], everyDays: 7, handoffMinute: 540, starting: '2026-11-23' },
      },
      overrides: [],
    },
  },
};
const take = (asked: Partial<Taking> = {}, covers: readonly Cover[] = []) =>
  takeShift({ handbook: weekly, covers, zones }, { schedule: 'on-call', person: 'chloe', until: null, reason: null, at: NOW, ...asked });

describe('[G1.1] taking a shift', () => {
  it('is from now to the end of the present shift, and relieves whoever had it', () => {
    expect(take()).toEqual({
      ok: true,
      value: expect.objectContaining({ person: 'chloe', relieves: ['ada'], from: NOW, to: MONDAY, recordedAt: NOW, by: 'chloe' }),
    });
  });

  it('until another time relieves everybody of that time, themselves left out', () => {
    expect(take({ until: MONDAY + 14 * DAY_MS })).toMatchObject({
      ok: true,
      value: { relieves: ['ada', 'ben'], to: MONDAY + 14 * DAY_MS },
    });
  });

  it('extends one’s own shift, but is refused where nobody else is on call', () => {
    expect(take({ person: 'ada', until: MONDAY + HOUR_MS })).toMatchObject({ ok: true, value: { relieves: ['ben'] } });
    expect(take({ person: 'ada' })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });

  it('is for 31 days at most, ends after it begins, and is not where somebody else covers already', () => {
    expect(take({ until: NOW })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field: 'until' } });
    expect(take({ until: NOW - HOUR_MS })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field: 'until' } });
    expect(take({ until: NOW + 31 * DAY_MS })).toMatchObject({ ok: true });
    expect(take({ until: NOW + 31 * DAY_MS + 1 })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field: 'until' } });
    const dan = aCover({ id: 'COV-7', person: 'dan', from: NOW + HOUR_MS, to: NOW + 2 * HOUR_MS });
    expect(take({}, [dan])).toMatchObject({ ok: true, value: { to: NOW + HOUR_MS } });
    const overlapping = take({ until: NOW + 2 * HOUR_MS }, [dan]);
    expect(overlapping).toMatchObject({ ok: false, error: { code: 'CONFLICT', detail: expect.stringContaining('COV-7') } });
    expect(take({ until: NOW + 2 * HOUR_MS }, [{ ...dan, endedAt: NOW, endedBy: 'dan' }])).toMatchObject({ ok: true });
    expect(take({ until: NOW + 2 * HOUR_MS }, [{ ...dan, person: 'chloe' }])).toMatchObject({ ok: true });
  });

  it('needs a schedule and a person of the handbook, and a reason that can be read', () => {
    expect(() => take({ schedule: 'constructor' })).toThrow('NOT_FOUND');
    expect(take({ person: 'constructor' })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PERSON' } });
    expect(take({ reason: 'x'.repeat(501) })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field: 'reason' } });
  });
});

describe('[G1.1] what speaks against a cover', () => {
  const span = { from: NOW, to: NOW + 2 * HOUR_MS };
  const warned = (person: string, handbook = weekly) =>
    coverWarnings({ handbook, covers: [], zones }, { schedule: 'on-call', person, ...span });

  it('is that they hold another level, or are away; it names when, within the span', () => {
    expect(warned('chloe')).toEqual([]);
    expect(warned('ben')).toEqual([{ kind: 'ANOTHER_LEVEL', person: 'ben', schedule: 'secondary', ...span }]);
    const chloe = weekly.people['chloe'];
    if (chloe === undefined) throw new Error('no chloe');
    const away = { ...chloe, away: [{ from: NOW - DAY_MS, to: NOW + HOUR_MS, reason: 'a wedding' }] };
    expect(warned('chloe', { ...weekly, people: { ...weekly.people, chloe: away } })).toEqual([
      { kind: 'AWAY', person: 'chloe', schedule: null, from: NOW, to: NOW + HOUR_MS },
    ]);
  });
});
