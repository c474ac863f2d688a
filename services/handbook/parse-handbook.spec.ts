import { readFileSync } from 'node:fs';
import { isPaging } from '../../domain/escalation/plan-steps.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { HOUR_MS, MINUTE_MS } from '../../domain/instant.js';
import { type ParsedHandbook, parseHandbook } from './parse-handbook.js';
import { printProblem } from './problem.js';

const SHIPPED = readFileSync(new URL('../../handbook/escrow-platform.yaml', import.meta.url), 'utf8');

function parsed(source: string): ParsedHandbook {
  const result = parseHandbook(source, 'h.yaml');
  if (!result.ok) throw new Error(result.error.map(printProblem).join('\n'));
  return result.value;
}

const problemsOf = (source: string | Uint8Array): readonly string[] => {
  const result = parseHandbook(source, 'h.yaml');
  return result.ok ? [] : result.error.map(printProblem);
};

describe('the shipped handbook', () => {
  const shipped: Handbook = parsed(SHIPPED).handbook;

  it('parses without a problem and without a warning', () => {
    expect(problemsOf(SHIPPED)).toEqual([]);
    expect(parsed(SHIPPED).warnings.map(printProblem)).toEqual([]);
  });

  it('[G1.1] has four people in a weekly rotation that hands over on Monday at 09:00, and four levels', () => {
    expect(shipped.schedules['on-call']).toEqual({
      id: 'on-call',
      timezone: 'America/New_York',
      source: {
        kind: 'rotation',
        rotation: { people: ['ada', 'ben', 'chloe', 'dan'], everyDays: 7, handoffMinute: 540, starting: '2026-11-23' },
      },
      overrides: [],
    });
    expect(Object.keys(shipped.schedules)).toEqual(['on-call', 'secondary', 'tertiary', 'quaternary']);
  });

  it('[G1.2] escalates at 15 minutes, 30 minutes, 1 hour and 2 hours', () => {
    expect(shipped.escalation['standard']?.steps.map((step) => isPaging(step) && [step.targets[0]?.id, step.answerWithinMs])).toEqual([
      ['on-call', 15 * MINUTE_MS],
      ['secondary', 30 * MINUTE_MS],
      ['engineering-lead', HOUR_MS],
      ['cto', 2 * HOUR_MS],
    ]);
    expect(shipped.escalation['standard']?.timing).toBe('cumulative');
  });

  it('[G2.1] answers Sev1 to Sev4 within 15 minutes, 1 hour, 4 hours and 24 hours, in the guide’s own words', () => {
    const { SEV1, SEV2, SEV3, SEV4 } = shipped.severities;
    expect([SEV1, SEV2, SEV3, SEV4].map((one) => one.respondWithinMs / MINUTE_MS)).toEqual([15, 60, 240, 1440]);
    expect([SEV1, SEV2, SEV3, SEV4].map((one) => one.urgency)).toEqual(['HIGH', 'HIGH', 'LOW', 'LOW']);
    expect(SEV1.definition).toBe('System completely down, no users can access platform');
    expect(SEV2.examples).toContain('High error rates (>5%)');
    expect(SEV4.name).toBe('Low');
  });

  it('[G5.2] has every rule of the guide with its time, and proposes Sev1 for low availability alone among them', () => {
    const rules = shipped.alertRules.filter((rule) => rule.expr !== undefined);
    const held = (priority: string): readonly (readonly [string, number])[] =>
      rules.filter((rule) => rule.priority === priority).map((rule) => [rule.when, rule.forMs / MINUTE_MS] as const);
    expect(held('HIGH')).toEqual([
      ['Error rate > 5% for 5 minutes', 5],
      ['Response time > 500ms for 10 minutes', 10],
      ['System availability < 95% for 5 minutes', 5],
      ['Database connection failures > 10/minute', 0],
    ]);
    expect(held('MEDIUM').map(([, minutes]) => minutes)).toEqual([15, 20, 0, 0]);
    expect(held('LOW').map(([, minutes]) => minutes)).toEqual([30, 30, 0, 0]);
    expect(rules.filter((rule) => rule.proposes === 'SEV1').map((rule) => rule.alert)).toEqual(['AvailabilityLow']);
    expect(rules.filter((rule) => rule.priority === 'MEDIUM').every((rule) => rule.proposes === 'SEV3')).toBe(true);
    expect(rules.filter((rule) => rule.priority === 'LOW').every((rule) => rule.proposes === 'SEV4')).toBe(true);
  });

  it('[G5.2] routes what no other service owns to the platform', () => {
    expect(shipped.routes.at(-1)).toMatchObject({ match: {}, service: 'platform' });
    expect(shipped.routes[0]).toMatchObject({ match: { service: 'payments' }, service: 'payments' });
  });

  it('marks every placeholder of the guide at its line: four names, the contacts, eight links', () => {
    const { placeholders } = parsed(SHIPPED);
    const lines = SHIPPED.split('\n');
    for (const { line, guide } of placeholders) expect(lines[line - 1]).toContain(`placeholder: "${guide}"`);
    expect(placeholders.filter(({ guide }) => guide.includes('On-Call Name]'))).toHaveLength(4);
    expect(placeholders.filter(({ guide }) => guide.includes('[Contact Information]'))).toHaveLength(13);
    expect(placeholders.filter(({ guide }) => guide.includes('[URL]'))).toHaveLength(8);
  });
});

describe('the language', () => {
  it('answers the same digest for the same file and another for any change of it', () => {
    expect(parsed(SHIPPED).digest).toBe(parsed(SHIPPED).digest);
    expect(parsed(`${SHIPPED}# a remark\n`).digest).not.toBe(parsed(SHIPPED).digest);
  });

  it('reads a cover in the schedule’s own zone, or at the offset that it names', () => {
    const source = SHIPPED.replace(
      /overrides: \[\].*/,
      'overrides: [{ person: ben, from: "2026-12-24 09:00", to: "2026-12-25T09:00:00+01:00" }]',
    );
    expect(parsed(source).handbook.schedules['on-call']?.overrides).toEqual([
      { person: 'ben', from: Date.parse('2026-12-24T14:00:00Z'), to: Date.parse('2026-12-25T08:00:00Z') },
    ]);
  });

  it.each([
    ['"2026-02-30 09:00", to: "2026-03-02 09:00"', 'is not a time'],
    ['"2026-02-27T09:00:00+99:00", to: "2026-03-02 09:00"', 'is not a time'],
    ['"2026-12-24 09:00", to: "2026-12-24T13:00:00Z"', 'which is not after'],
  ])('refuses a cover from %s: it %s', (span, problem) => {
    const source = SHIPPED.replace(/overrides: \[\].*/, `overrides: [{ person: ben, from: ${span} }]`);
    expect(problemsOf(source)).toEqual([expect.stringContaining(problem)]);
  });

  it('wakes a person without "reach" over everything that they have', () => {
    const source = SHIPPED.replace(/    reach: .*\n/, '');
    expect(parsed(source).handbook.people['ada']?.reach).toEqual({
      HIGH: [
        { method: 'email', afterMs: 0 },
        { method: 'ntfy', afterMs: 0 },
      ],
      LOW: [{ method: 'email', afterMs: 0 }],
    });
  });

  it('lets a part be repeated by an alias', () => {
    const source = SHIPPED.replace(
      'reach: { high: [ntfy, { email: 1 minute }], low: [email] } #',
      'reach: &usual { high: [ntfy], low: [email] } #',
    ).replace('reach: { high: [ntfy, { email: 1 minute }], low: [email] }\n', 'reach: *usual\n');
    expect(parsed(source).handbook.people['ben']?.reach.HIGH).toEqual([{ method: 'ntfy', afterMs: 0 }]);
  });

  it('warns of an ntfy topic that two people share and of a service that no alert reaches', () => {
    const source = SHIPPED.replace('escrow-ben-c5n8rj1yd6pu03gb', 'escrow-ada-7f3kq9vw2mzx84th').replace(
      /    - \{ match: \{ service: wallet.*\n/,
      '',
    );
    expect(parsed(source).warnings.map(({ path }) => path)).toEqual(['people.ben.contact.ntfy', 'services.wallet']);
  });
});
