import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import type { Handbook } from '../handbook/handbook.model.js';
import { MINUTE_MS } from '../instant.js';
import type { Scenario } from './scenario.js';
import { simulate } from './simulate.js';

const zones = temporalZoneRules();
const nobody: Scenario = { service: 'payments', severity: 'SEV1', at: Date.UTC(2026, 10, 29, 2, 10), acknowledges: null };
const firsts = (handbook: Handbook, scenario: Scenario): readonly (readonly [number, string])[] =>
  simulate(handbook, scenario, zones)
    .pages.filter((page) => page.method === 'ntfy')
    .map((page) => [page.afterMs / MINUTE_MS, page.person]);

it('[G1.2] Sev1, nobody answers: everybody at the guide\u2019s times, the catch-all after two hours', () => {
  expect(firsts(sampleHandbook, nobody)).toEqual([
    [0, 'ada'],
    [15, 'ben'],
    [30, 'engineering-lead'],
    [60, 'cto'],
    [120, 'support-manager'],
    [120, 'operations-manager'],
  ]);
  expect(simulate(sampleHandbook, nobody, zones).exhaustedAfterMs).toBe(120 * MINUTE_MS);
});

it('[G1.2] read as a window per step, the same ladder takes longer', () => {
  const perStep: Handbook = { ...sampleHandbook, escalation: { standard: { ...standardPolicy, timing: 'perStep' } } };
  expect(firsts(perStep, nobody).map(([minutes]) => minutes)).toEqual([0, 15, 45, 105, 225, 225]);
});

it('an answer ends it: nobody later is paged, and no later method of anybody', () => {
  const answered = simulate(sampleHandbook, { ...nobody, acknowledges: { person: 'ben', afterMs: 20 * MINUTE_MS } }, zones);
  expect(answered.acknowledgedBy).toBe('ben');
  expect(answered.exhaustedAfterMs).toBeNull();
  expect(answered.pages.map((page) => `${page.person}/${page.method}`)).toEqual(['ada/ntfy', 'ada/email', 'ben/ntfy', 'ben/email']);
});

it('a Sev3 wakes nobody: every page goes over a method of low urgency', () => {
  const quiet = simulate(sampleHandbook, { ...nobody, severity: 'SEV3' }, zones);
  expect(new Set(quiet.pages.map((page) => page.method))).toEqual(new Set(['email']));
});

it('[I15] whom nobody can page is skipped at once, with the reason', () => {
  const { ben: _left, ...people } = sampleHandbook.people;
  const without = simulate({ ...sampleHandbook, people }, nobody, zones);
  expect(without.skipped).toEqual([{ target: 'secondary', reason: 'NOT_IN_HANDBOOK', afterMs: 15 * MINUTE_MS }]);
  expect(without.pages.find((page) => page.person === 'engineering-lead')?.afterMs).toBe(15 * MINUTE_MS);
});

describe('[G1.2] with somebody away', () => {
  const until = nobody.at + 60 * MINUTE_MS;
  const away = (...ids: readonly string[]): Handbook => ({
    ...sampleHandbook,
    people: Object.fromEntries(
      Object.values(sampleHandbook.people).map((person) => [
        person.id,
        ids.includes(person.id) ? { ...person, away: [{ from: nobody.at, to: until }] } : person,
      ]),
    ),
  });

  it('the next step is paged at once, each with its whole window', () => {
    expect(firsts(away('ada', 'engineering-lead'), nobody)).toEqual([
      [0, 'ben'],
      [15, 'cto'],
      [75, 'support-manager'],
      [75, 'operations-manager'],
    ]);
    const { skipped } = simulate(away('ada'), nobody, zones);
    expect(skipped).toEqual([{ target: 'on-call', reason: 'AWAY', person: 'ada', until, afterMs: 0 }]);
  });

  it('[I15] the catch-all is paged all the same', () => {
    const everybody = away(...Object.keys(sampleHandbook.people));
    expect(firsts(everybody, nobody)).toEqual([
      [0, 'support-manager'],
      [0, 'operations-manager'],
    ]);
  });

  it('a schedule whose holder is away answers nothing', () => {
    const answered = { ...nobody, acknowledges: { person: 'secondary', afterMs: 20 * MINUTE_MS } };
    expect(simulate(away('ben'), answered, zones).acknowledgedBy).toBeNull();
    expect(simulate(away('ada'), answered, zones).acknowledgedBy).toBe('ben');
  });
});
