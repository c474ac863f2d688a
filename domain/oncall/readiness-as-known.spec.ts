import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import type { Handbook } from '../handbook/handbook.model.js';
import { DAY_MS } from '../instant.js';
import { findUnready } from './readiness.js';
import { findUnreadyAsKnown } from './readiness-as-known.js';

const zones = temporalZoneRules();
const MONDAY = Date.parse('2026-11-30T14:00:00Z');
const span = { from: MONDAY - 7 * DAY_MS, to: MONDAY + 21 * DAY_MS };

/** One layer; without `during` it leaves no hour out. */
const withDays = (during: { readonly from: number; readonly to: number } | undefined): Handbook => ({
  ...sampleHandbook,
  schedules: {
    'on-call': {
      id: 'on-call',
      timezone: 'UTC',
      source: {
        kind: 'layers',
        layers: [
          {
            timezone: 'UTC',
            rotation: { people: ['ada', 'ben'], everyDays: 7, handoffMinute: 540, starting: '2026-11-23' },
            ...(during === undefined ? {} : { during: [during] }),
          },
        ],
      },
      overrides: [],
    },
  },
});
const always = withDays(undefined);
const sundays = withDays({ from: 0, to: 1_440 });
const vacant = (findings: ReturnType<typeof findUnready>) => findings.filter(({ kind }) => kind === 'VACANT');

describe('[G1.1] [I15] what is not ready', () => {
  it('begins with the version that makes it so, when that takes effect', () => {
    const versions = [
      { versionId: 1, effectiveAt: 0, handbook: always },
      { versionId: 2, effectiveAt: MONDAY, handbook: sundays },
    ];
    expect(vacant(findUnreadyAsKnown({ versions }, span, zones))).toMatchObject([
      { schedule: 'on-call', span: { from: MONDAY }, times: 4 },
    ]);
    expect(vacant(findUnready(always, span, zones))).toEqual([]);
  });

  it('of two versions is said once, from the first time on, with how often in all', () => {
    const versions = [1, 2].map((versionId) => ({ versionId, effectiveAt: versionId === 1 ? 0 : MONDAY, handbook: sundays }));
    const [found, ...others] = vacant(findUnreadyAsKnown({ versions }, span, zones));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ span: { from: span.from }, times: 6 });
    const once = { versions: versions.slice(0, 1) };
    expect(findUnreadyAsKnown(once, span, zones)).toEqual(findUnready(sundays, span, zones));
  });
});
