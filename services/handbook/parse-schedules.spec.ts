import { readFileSync } from 'node:fs';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { parseHandbook } from './parse-handbook.js';
import { printProblem } from './problem.js';

const SHIPPED = readFileSync(new URL('../../handbook/escrow-platform.yaml', import.meta.url), 'utf8');
const ROTATION = 'rotation: { people: [ada, ben], every: 1 week, handoff: Monday 09:00, starting: 2026-11-23 }';
const t = (iso: string): number => Date.parse(iso);

/** The shipped handbook with `extra` as one more schedule `sun`. */
const withSchedule = (extra: string): string =>
  SHIPPED.replace('\nescalation:\n', `\n  sun:\n    ${extra.replaceAll('\n', '\n    ')}\nescalation:\n`);

function parsed(source: string): Handbook {
  const result = parseHandbook(source, 'h.yaml');
  if (!result.ok) throw new Error(result.error.map(printProblem).join('\n'));
  return result.value.handbook;
}

const schedule = (extra: string) => parsed(withSchedule(extra)).schedules['sun'];

/** What is said of the schedule, without its place. */
function problems(extra: string): readonly string[] {
  const result = parseHandbook(withSchedule(extra), 'h.yaml');
  return result.ok ? [] : result.error.map(({ path, problem, fix }) => `${path} — ${problem} — ${fix}`);
}

describe('[G1.1] the language of schedules', () => {
  it('has layers with hours, over midnight and over the weekend, each in its own zone', () => {
    const { source } = schedule(
      [
        'layers:',
        `  - { name: Europe, timezone: Europe/London, ${ROTATION}, during: { days: [Monday, Friday], from: "22:00", to: "06:00" } }`,
        `  - { ${ROTATION}, during: [{ from: Friday 17:00, to: Monday 09:00 }, { from: "12:00", to: "13:00" }] }`,
        `  - { ${ROTATION} }`,
      ].join('\n'),
    ) ?? { source: null };
    const rotation = { people: ['ada', 'ben'], everyDays: 7, handoffMinute: 540, starting: '2026-11-23' };
    const noons = [1, 2, 3, 4, 5].map((day) => ({ from: day * 1440 + 720, to: day * 1440 + 780 }));
    expect(source).toEqual({
      kind: 'layers',
      layers: [
        {
          timezone: 'Europe/London',
          rotation,
          during: [
            { from: 1440 + 1320, to: 2880 + 360 },
            { from: 5 * 1440 + 1320, to: 6 * 1440 + 360 },
          ],
        },
        { timezone: 'America/New_York', rotation, during: [...noons, { from: 5 * 1440 + 1020, to: 8 * 1440 + 540 }] },
        { timezone: 'America/New_York', rotation },
      ],
    });
  });

  it('has turns of hours', () => {
    expect(schedule('rotation: { people: [ada], every: 36 hours, handoff: "09:00", starting: 2026-11-23 }')?.source).toMatchObject({
      rotation: { everyDays: 1, everyHours: 12 },
    });
    expect(problems('rotation: { people: [ada], every: 90 minutes, handoff: "09:00", starting: 2026-11-23 }')).toEqual([
      'schedules.sun.rotation.every — is not whole hours — write for example "1 week", "1 day" or "12 hours"',
    ]);
  });

  it('takes hours that leave nothing out for no hours at all', () => {
    const { source } = schedule(`layers: [{ ${ROTATION}, during: { from: "09:00", to: "09:00" } }]`) ?? { source: null };
    expect(source).toMatchObject({ layers: [{ timezone: 'America/New_York' }] });
    expect(JSON.stringify(source)).not.toContain('during');
  });

  it('has temporary schedules, a limit of a shift, and people who are away, in their own zones', () => {
    const sun = schedule(
      [
        ROTATION,
        'longest_shift: 1 week',
        `temporary: [{ from: "2026-12-24 09:00", to: "2026-12-27 09:00", ${ROTATION.replace('[ada, ben]', '[dan]')}, reason: Holidays }]`,
      ].join('\n'),
    );
    expect(sun?.longestShiftMs).toBe(7 * 86_400_000);
    expect(sun?.temporary).toMatchObject([
      { from: t('2026-12-24T14:00:00Z'), to: t('2026-12-27T14:00:00Z'), layers: [{ rotation: { people: ['dan'] } }] },
    ]);
    const away = SHIPPED.replace(
      '    team: engineering',
      '    team: engineering\n    away: [{ from: "2026-12-24 09:00", to: "2026-12-26 09:00", reason: Leave }]',
    );
    expect(parsed(away).people['ada']?.away).toEqual([{ from: t('2026-12-24T09:00:00Z'), to: t('2026-12-26T09:00:00Z'), reason: 'Leave' }]);
  });

  it.each([
    ['layers: []', 'schedules.sun.layers — has no layer — add for example { rotation: { … } }'],
    [
      'timezone: UTC',
      'schedules.sun — has neither a rotation, layers nor "follows" — add rotation: { … } or layers: [{ rotation: { … } }] or follows: <schedule>',
    ],
    [`${ROTATION}\nlayers: [{ ${ROTATION} }]`, 'schedules.sun — has both a rotation and layers — keep one of them'],
    [
      `layers: [{ ${ROTATION}, during: { from: Friday 17:00, to: "09:00" } }]`,
      'schedules.sun.layers[0].during.to — "Friday 17:00" and "09:00": only one of them names a day — name a day for both or for neither, for example Friday 09:00',
    ],
    [
      `layers: [{ ${ROTATION}, during: [{ days: [Monday], from: Friday 17:00, to: Monday 09:00 }] }]`,
      'schedules.sun.layers[0].during[0].days — "days" means nothing where "from" and "to" name a day — remove it',
    ],
    [
      `layers: [{ ${ROTATION.replace('2026-11-23', '2026-11-24')} }]`,
      'schedules.sun.layers[0].rotation.starting — 2026-11-24 is a Tuesday, not a Monday — write 2026-11-30',
    ],
    [
      `${ROTATION}\ntemporary: [{ from: "2026-12-27 09:00", to: "2026-12-24 09:00", ${ROTATION} }]`,
      'schedules.sun.temporary[0].to — ends at 2026-12-24 09:00, which is not after 2026-12-27 09:00 — let it end after it begins',
    ],
    [
      `${ROTATION}\ntemporary: [{ from: "2026-12-24 09:00", to: "2026-12-27 09:00" }]`,
      'schedules.sun.temporary[0] — has neither a rotation nor layers — add rotation: { … } or layers: [{ rotation: { … } }]',
    ],
  ])('refuses %s', (extra, problem) => {
    expect(problems(extra)).toEqual([problem]);
  });
});
