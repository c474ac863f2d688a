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
