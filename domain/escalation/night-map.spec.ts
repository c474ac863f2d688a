import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import type { Handbook, Person } from '../handbook/handbook.model.js';
import type { Schedule } from '../handbook/schedule.model.js';
import { DAY_MS, HOUR_MS } from '../instant.js';
import { type NightMap, nightMap } from './night-map.js';

const zones = temporalZoneRules();
const AT = Date.parse('2026-11-30T15:00:00Z');

const rotation = (people: readonly string[], everyDays: number): Schedule => ({
  id: 'on-call',
  timezone: 'America/New_York',
  source: { kind: 'rotation', rotation: { people, everyDays, handoffMinute: 540, starting: '2026-11-23' } },
  overrides: [],
});
const withSchedules = (schedules: Handbook['schedules'], people: Handbook['people'] = sampleHandbook.people): Handbook => ({
  ...sampleHandbook,
  people,
  schedules,
});
const secondary = sampleHandbook.schedules['secondary'] as Schedule;
const troubles = ({ rows }: NightMap): readonly string[] => [...new Set(rows.flatMap((row) => row.hours.filter((hour) => hour !== null)))];

describe('the night map', () => {
  it('has a row for each calendar date of the handbook’s zone and a column for each of its hours', () => {
    const { rows, timezone } = nightMap(sampleHandbook, AT, 28, zones);
    expect(timezone).toBe('America/New_York');
    expect([rows.length, rows[0]?.date, rows.at(-1)?.date]).toEqual([28, '2026-11-30', '2026-12-27']);
    expect(rows.every((row) => row.hours.length === 24)).toBe(true);
  });

  it('[G1.1] is empty where four people of one zone each hold one step', () => {
    const map = nightMap(withSchedules({ 'on-call': rotation(['ada', 'ben', 'chloe', 'dan'], 7), secondary }), AT, 28, zones);
    expect(map.findings).toEqual([]);
    expect(troubles(map)).toEqual([]);
  });

  it('[I15] shows where nobody is reached within half an hour, and for which severities', () => {
    const { ada, ...rest } = sampleHandbook.people;
    const mute = { ...(ada as Person), reach: { HIGH: [{ method: 'ntfy', afterMs: HOUR_MS }], LOW: [{ method: 'email', afterMs: 0 }] } };
    const steps = [{ targets: [{ kind: 'schedule' as const, id: 'on-call' }], answerWithinMs: HOUR_MS }];
    const policy = { ...(sampleHandbook.escalation['standard'] as Handbook['escalation'][string]), steps };
    const map = nightMap({ ...sampleHandbook, people: { ...rest, ada: mute }, escalation: { standard: policy } }, AT, 1, zones);
    expect(map.findings).toMatchObject([{ trouble: 'UNREACHABLE', severities: ['SEV1', 'SEV2'], services: ['payments', 'platform'] }]);
    expect(troubles(map)).toEqual(['UNREACHABLE']);
  });

  it('[I15] shows the nights in which whoever is on call alone is away', () => {
    const { ada, ben, ...others } = sampleHandbook.people;
    const span = { from: AT + DAY_MS, to: AT + DAY_MS + 4 * HOUR_MS };
    const alone = { ...rotation(['ada'], 7), overrides: [] };
    const steps = [{ targets: [{ kind: 'schedule' as const, id: 'on-call' }], answerWithinMs: HOUR_MS }];
    const mute = { ...(ben as Person), reach: { HIGH: [], LOW: [] } };
    const catchAll = { targets: [{ kind: 'person' as const, id: 'ben' }], repeatEveryMs: HOUR_MS };
    const policy = { ...(sampleHandbook.escalation['standard'] as Handbook['escalation'][string]), steps, exhausted: catchAll };
    const handbook = withSchedules({ 'on-call': alone }, { ...others, ben: mute, ada: { ...(ada as Person), away: [span] } });
    const { findings } = nightMap({ ...handbook, escalation: { standard: policy } }, AT, 3, zones);
    expect(findings.filter(({ severities }) => severities.includes('SEV1'))).toMatchObject([{ trouble: 'UNREACHABLE', ...span }]);
  });

  it('shows from when to when one person holds two steps', () => {
    const cover = { person: 'ben', from: AT + DAY_MS, to: AT + DAY_MS + 4 * HOUR_MS };
    const primary = { ...rotation(['ada', 'ben', 'chloe', 'dan'], 36_500), overrides: [cover] };
    const { findings } = nightMap(withSchedules({ 'on-call': primary, secondary }), AT, 3, zones);
    const urgent = findings.filter((one) => one.severities.includes('SEV1'));
    expect(urgent).toMatchObject([{ trouble: 'TWICE', person: 'ben', detail: ['on-call', 'secondary'], from: cover.from, to: cover.to }]);
  });

  it('shows who is woken at night while a colleague of the same rotation is awake', () => {
    const far = { ...(sampleHandbook.people['ben'] as Person), timezone: 'Asia/Tokyo' };
    const map = nightMap(
      withSchedules({ 'on-call': rotation(['ada', 'ben'], 36_500), secondary }, { ...sampleHandbook.people, ben: far }),
      AT,
      2,
      zones,
    );
    expect(map.findings.filter((one) => one.trouble === 'ASLEEP')).toEqual([]);
    const daily = nightMap(
      withSchedules({ 'on-call': rotation(['ada', 'ben'], 1), secondary }, { ...sampleHandbook.people, ben: far }),
      AT,
      2,
      zones,
    );
    expect(daily.findings.find((one) => one.trouble === 'ASLEEP')).toMatchObject({
      person: 'ada',
      detail: ['ben'],
      severities: ['SEV1', 'SEV2'],
    });
    const asleep = daily.rows[0]?.hours.flatMap((trouble, hour) => (trouble === 'ASLEEP' ? [hour] : []));
    // Until the handoff at 09:00 ada, in New York; then ben, in Tokyo.
    expect(asleep).toEqual([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15]);
  });
});
