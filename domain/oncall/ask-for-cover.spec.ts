import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { aCover } from '../../test/support/sample-covers.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import { aRequest } from '../../test/support/sample-requests.js';
import type { Handbook } from '../handbook/handbook.model.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../instant.js';
import { type Asking, askForCover } from './ask-for-cover.js';
import type { Known } from './take-shift.js';

const zones = temporalZoneRules();
/** ada is on call, ben the secondary; chloe and dan are of their rotation. */
const NOW = Date.parse('2026-11-24T12:00:00Z');
const FROM = NOW + 5 * HOUR_MS;
const TO = FROM + 2 * HOUR_MS;

function ask(asked: Partial<Asking> = {}, known: Partial<Known> = {}, open: Parameters<typeof askForCover>[1] = []) {
  const whole = { schedule: 'on-call', asker: 'ada', person: null, from: FROM, to: TO, answerBy: null, reason: null, at: NOW, ...asked };
  const decided = askForCover({ handbook: sampleHandbook, covers: [], zones, ...known }, open, whole);
  return decided.ok ? decided.value : `${decided.error.code} ${decided.error.field ?? ''}`.trim();
}
const withAway = (id: string): Handbook => {
  const person = sampleHandbook.people[id];
  if (person === undefined) throw new Error(`no ${id}`);
  return { ...sampleHandbook, people: { ...sampleHandbook.people, [id]: { ...person, away: [{ from: TO - 1, to: TO + DAY_MS }] } } };
};

describe('[G1.1] asking for cover', () => {
  it('asks everybody of the rotation who is not away, or one person', () => {
    expect(ask()).toMatchObject({ status: 'ASKED', candidates: ['ben', 'chloe', 'dan'], askedAt: NOW });
    expect(ask({}, { handbook: withAway('chloe') })).toMatchObject({ candidates: ['ben', 'dan'] });
    expect(ask({ person: 'chloe' }, { handbook: withAway('chloe') })).toMatchObject({ candidates: ['chloe'] });
    expect(ask({ person: 'cto' })).toMatchObject({ candidates: ['cto'] });
  });

  it('waits until an hour before, at least a quarter of an hour, never beyond the end, or as long as the asker says', () => {
    expect(ask()).toMatchObject({ answerBy: FROM - HOUR_MS });
    expect(ask({ from: NOW, to: NOW + HOUR_MS })).toMatchObject({ answerBy: NOW + 15 * MINUTE_MS });
    expect(ask({ from: NOW, to: NOW + 5 * MINUTE_MS })).toMatchObject({ answerBy: NOW + 5 * MINUTE_MS });
    expect(ask({ answerBy: NOW + MINUTE_MS })).toMatchObject({ answerBy: NOW + MINUTE_MS });
    for (const answerBy of [NOW, NOW - DAY_MS, TO + 1]) expect(ask({ answerBy })).toBe('INVALID_INPUT answerBy');
  });

  it('is refused for what is over or too long, for what is not theirs, for nobody, for themselves, and twice', () => {
    expect(ask({ from: NOW - 1 })).toBe('INVALID_INPUT from');
    expect(ask({ to: FROM })).toBe('INVALID_INPUT to');
    expect(ask({ to: FROM + 31 * DAY_MS + 1 })).toBe('INVALID_INPUT to');
    expect(ask({ asker: 'ben' })).toBe('INVALID_INPUT from');
    expect(ask({ person: 'ada' })).toBe('INVALID_INPUT person');
    expect(ask({ person: 'constructor' })).toBe('UNKNOWN_PERSON person');
    expect(ask({ reason: 'x'.repeat(501) })).toBe('INVALID_INPUT reason');
    expect(() => ask({ schedule: 'nope' })).toThrow('NOT_FOUND');
    expect(ask({}, {}, [aRequest({ from: TO - 1, to: TO + 1 })])).toBe('CONFLICT');
    expect(ask({}, {}, [aRequest({ from: TO, to: TO + 1 })])).toMatchObject({ status: 'ASKED' });
  });

  it('is not for a time that somebody covers already, and is for one that they cover themselves', () => {
    const part = aCover({ person: 'dan', from: TO - HOUR_MS, to: TO });
    expect(ask({}, { covers: [part] })).toBe('INVALID_INPUT from');
    expect(ask({ asker: 'dan', from: TO - HOUR_MS }, { covers: [part] })).toMatchObject({ candidates: ['ada', 'ben', 'chloe'] });
  });

  it('is refused where nobody else is of the rotation', () => {
    const rotation = { people: ['ada'], everyDays: 7, handoffMinute: 540, starting: '2026-11-23' };
    const alone = { id: 'on-call', timezone: 'UTC', source: { kind: 'rotation' as const, rotation }, overrides: [] };
    expect(ask({}, { handbook: { ...sampleHandbook, schedules: { 'on-call': alone } } })).toBe('CONFLICT');
  });
});
