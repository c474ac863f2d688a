import fc from 'fast-check';
import type { PageMessage } from './page-message.model.js';
import { subjectOf } from './page-text.js';
import { summaryPageOf } from './summary-page.js';

const page = (incidentKey: string, severity: PageMessage['severity'], detectedAt = 0): PageMessage => ({
  incidentKey,
  title: `${incidentKey} broke`,
  service: 'payments',
  severity,
  urgency: severity === 'SEV1' ? 'HIGH' : 'LOW',
  summary: `what broke in ${incidentKey}`,
  reason: 'primary on call, step 1 of 4',
  detectedAt,
  next: null,
  personName: 'Ada Osei',
  timezone: 'Europe/London',
  link: `https://tocsin.example/incidents/${incidentKey}`,
  acknowledgeUrl: `https://tocsin.example/incidents/${incidentKey}/acknowledge`,
  test: false,
});

describe('one page for many', () => {
  it('is the worst incident, and counts and names the others', () => {
    const summary = summaryPageOf([page('INC-3', 'SEV3'), page('INC-1', 'SEV1'), page('INC-2', 'SEV2')]);
    expect(subjectOf(summary)).toBe('SEV1 payments: INC-1 broke and 2 more incidents · INC-1');
    expect(summary.summary).toBe('what broke in INC-1; also INC-2 SEV2, INC-3 SEV3');
    expect(summary.link).toBe('https://tocsin.example/incidents/INC-1');
    expect(summary.urgency).toBe('HIGH');
  });

  it('prefers the oldest among equally bad ones', () => {
    expect(summaryPageOf([page('INC-9', 'SEV2', 20), page('INC-8', 'SEV2', 10)]).incidentKey).toBe('INC-8');
  });

  it('leaves a single page as it is', () => {
    const single = page('INC-1', 'SEV4');
    expect(summaryPageOf([single])).toEqual(single);
  });

  it('accounts for every incident, however many, in any order', () => {
    const many = fc.integer({ min: 2, max: 200 }).map((n) => Array.from({ length: n }, (_, i) => page(`INC-${i}`, 'SEV2', i)));
    fc.assert(
      fc.property(many, fc.infiniteStream(fc.nat()), (pages, random) => {
        const shuffled = pages
          .map((p) => ({ p, r: random.next().value as number }))
          .sort((a, b) => a.r - b.r)
          .map(({ p }) => p);
        const [first, ...rest] = shuffled;
        if (first === undefined) throw new Error('never empty');
        const summary = summaryPageOf([first, ...rest]);
        expect(summary.incidentKey).toBe('INC-0');
        expect(summary.title).toContain(`and ${pages.length - 1} more`);
        const named = summary.summary.match(/INC-\d+ SEV2/g)?.length ?? 0;
        const unnamed = Number(summary.summary.match(/and (\d+) more$/)?.[1] ?? 0);
        expect(named + unnamed).toBe(pages.length - 1);
        expect(summary.summary.length).toBeLessThan(500);
      }),
    );
  });
});
