import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import { MINUTE_MS } from '../instant.js';
import { diffHandbooks } from './diff-handbooks.js';
import type { Handbook, Person } from './handbook.model.js';

const ada = sampleHandbook.people['ada'] as Person;
const withPeople = (people: Record<string, Person>): Handbook => ({ ...sampleHandbook, people: { ...sampleHandbook.people, ...people } });

describe('what changes between two handbooks', () => {
  it('is nothing between equal ones, in whatever order their parts are kept', () => {
    const reordered = { ...sampleHandbook, people: Object.fromEntries(Object.entries(sampleHandbook.people).toReversed()) };
    expect(diffHandbooks(sampleHandbook, reordered)).toEqual([]);
  });

  it('names everybody and everything where there was none', () => {
    const lines = diffHandbooks(null, sampleHandbook);
    expect(lines).toContain('+ person ada (name: ada; email: ada@escrowplatform.example; timezone: America/New_York)');
    expect(lines.every((line) => line.startsWith('+ '))).toBe(true);
  });

  it('says what came, what went and what is different, in words', () => {
    const { dan: _, ...others } = sampleHandbook.people;
    const after: Handbook = {
      ...sampleHandbook,
      people: { ...others, eve: { ...ada, id: 'eve', name: 'Eve Sample' }, ada: { ...ada, timezone: 'Europe/London' } },
      severities: { ...sampleHandbook.severities, SEV1: { ...sampleHandbook.severities.SEV1, respondWithinMs: 10 * MINUTE_MS } },
    };
    expect(diffHandbooks(sampleHandbook, after).toSorted()).toEqual([
      '+ person eve (name: Eve Sample; email: ada@escrowplatform.example; timezone: America/New_York)',
      '- person dan',
      '~ person ada: timezone "America/New_York" → "Europe/London"',
      '~ severity SEV1: respond within "15 minutes" → "10 minutes"',
    ]);
  });

  it('[G1.2] tells a changed ladder whole', () => {
    const after = { ...sampleHandbook, escalation: { standard: { ...standardPolicy, steps: standardPolicy.steps.slice(0, 2) } } };
    expect(diffHandbooks(sampleHandbook, after)).toEqual([
      '~ escalation standard: steps "on-call within 15 minutes, then secondary within 30 minutes, then engineering-lead within 1 hour, then cto within 2 hours" → "on-call within 15 minutes, then secondary within 30 minutes"',
    ]);
  });

  it('[G1.1] tells a cover', () => {
    const schedule = sampleHandbook.schedules['secondary'];
    if (!schedule) throw new Error('the sample has a secondary');
    const overrides = [{ person: 'dan', from: Date.parse('2026-12-24T14:00:00Z'), to: Date.parse('2026-12-25T14:00:00Z') }];
    const after = { ...sampleHandbook, schedules: { ...sampleHandbook.schedules, secondary: { ...schedule, overrides } } };
    expect(diffHandbooks(sampleHandbook, after)).toEqual([
      '~ schedule secondary: overrides nothing → "dan 2026-12-24T14:00Z to 2026-12-25T14:00Z"',
    ]);
  });

  it('does not take another order of keys for a change', () => {
    const turned = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, one]) => [key, turned(one)]),
      );
    };
    expect(diffHandbooks(turned(sampleHandbook) as typeof sampleHandbook, sampleHandbook)).toEqual([]);
  });

  it('never shows an ntfy topic or a webhook address: whoever knows it reads along', () => {
    const methods = ada.methods.map((method) => (method.channel === 'ntfy' ? { ...method, address: 'quite-another-topic' } : method));
    const lines = diffHandbooks(sampleHandbook, withPeople({ ada: { ...ada, methods } }));
    expect(lines).toEqual(['~ person ada: contact ntfy changed']);
    expect(diffHandbooks(null, sampleHandbook).join('\n')).not.toContain('topic-ada');
  });
});
