import { readFileSync } from 'node:fs';
import { checkHandbookFile } from './check-report.js';
import { renderCheckReport } from './check-text.js';

const SHIPPED = readFileSync(new URL('../../handbook/escrow-platform.yaml', import.meta.url), 'utf8');
const NOW = Date.parse('2026-11-25T12:00:00Z');
const check = (source: string) => checkHandbookFile(source, 'h.yaml', NOW);

describe('the report on a handbook file', () => {
  it('[G1.2] shows when each step is paged and must answer, under both readings', () => {
    const text = renderCheckReport(check(SHIPPED));
    expect(text).toMatch(/1 +on-call +paged \+0, must answer by \+15 +paged \+0, must answer by \+15/);
    expect(text).toMatch(/2 +secondary +paged \+15, must answer by \+30 +paged \+15, must answer by \+45/);
    expect(text).toMatch(/4 +cto +paged \+60, must answer by \+120 +paged \+105, must answer by \+225/);
    expect(text).toMatch(/support-manager, operations-manager +paged \+120 +paged \+225/);
  });

  it('[G1.1] shows the four levels for the next four weeks', () => {
    const { reading } = check(SHIPPED);
    expect(reading?.roster.map(({ holders }) => Object.values(holders).join(' '))).toEqual([
      'ada ben chloe dan',
      'ben chloe dan ada',
      'chloe dan ada ben',
      'dan ada ben chloe',
      'ada ben chloe dan',
    ]);
    expect(reading?.roster[0]?.from).toBe(NOW);
    expect(renderCheckReport(check(SHIPPED))).toMatch(/Mon 2026-11-30 09:00 +ben +chloe +dan +ada/);
  });

  it('finds a cover that makes one person primary and secondary at once', () => {
    const cover = 'overrides: [{ person: ben, from: "2026-11-26 09:00", to: "2026-11-27 09:00" }]';
    const { reading } = check(SHIPPED.replace(/overrides: \[\].*/, cover));
    expect(reading?.gaps).toEqual([
      { policy: 'standard', step: 2, people: ['ben'], from: Date.parse('2026-11-26T14:00:00Z'), to: Date.parse('2026-11-27T14:00:00Z') },
    ]);
    expect(renderCheckReport(check(SHIPPED.replace(/overrides: \[\].*/, cover)))).toContain('step 2 of standard pages only ben, again');
    expect(check(SHIPPED).reading?.gaps).toEqual([]);
  });

  it('lists each placeholder of the guide with its line until the author removes it', () => {
    const text = renderCheckReport(check(SHIPPED));
    const line = SHIPPED.split('\n').findIndex((one) => one.includes('[Primary On-Call Name]')) + 1;
    expect(text).toContain(`h.yaml:${line}:5 people.ada — [Primary On-Call Name] - [Contact Information] — still the sample Ada Osei`);
    expect(check(SHIPPED.replace(/    placeholder: "\[Primary.*\n/, '')).placeholders).toHaveLength(check(SHIPPED).placeholders.length - 1);
  });

  it('is the list of problems alone while there are any', () => {
    const report = check(SHIPPED.replace('page: cto', 'page: ceo'));
    expect(report.reading).toBeNull();
    expect(renderCheckReport(report)).toMatch(
      /^h\.yaml: 1 problem\n {2}h\.yaml:\d+:\d+ escalation\.standard\.steps\[3\]\.page — there is no schedule or person "ceo" — did you mean "cto"\?\n$/,
    );
  });
});
