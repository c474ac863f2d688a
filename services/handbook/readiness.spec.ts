import { readFileSync } from 'node:fs';
import { checkHandbookFile } from './check-report.js';
import { printProblem } from './problem.js';

const SHIPPED = readFileSync(new URL('../../handbook/escrow-platform.yaml', import.meta.url), 'utf8');
const NOW = Date.parse('2026-11-26T12:00:00Z');
const ROTATION = 'rotation: { people: [ada, ben], every: 1 week, handoff: Monday 09:00, starting: 2026-11-23 }';

/** What is worth a look in the shipped handbook after some of its text is replaced. */
function said(...replacements: readonly (readonly [string | RegExp, string])[]): readonly string[] {
  const source = replacements.reduce((text, [from, to]) => text.replace(from, to), SHIPPED);
  const { problems, warnings } = checkHandbookFile(source, 'h.yaml', NOW);
  return [...problems, ...warnings].map((one) => printProblem(one).replace(/^h\.yaml:\d+:\d+ /, ''));
}

const withSchedule = (extra: string) => ['\nescalation:\n', `\n  sun: ${extra}\nescalation:\n`] as const;
const withOverrides = (list: string) => [/overrides: \[\].*/, `overrides: [${list}]`] as const;

describe('[G1.1] before a night shows it, a check says that', () => {
  it('nothing is amiss in the shipped handbook', () => {
    expect(said()).toEqual([]);
  });

  it('nobody holds a schedule at some hours', () => {
    expect(
      said(
        withSchedule(
          `{ layers: [{ ${ROTATION}, during: { days: [Monday, Tuesday, Wednesday, Thursday, Friday], from: "09:00", to: "17:00" } }] }`,
        ),
      ),
    ).toEqual([
      'schedules.sun — nobody holds sun from Thu 2026-11-26 07:00 to Thu 2026-11-26 09:00, and 20 more times — add a layer without hours, or let the ladder page somebody else too',
    ]);
  });

  it('a catch-all could be nobody, and refuses it', () => {
    const office = withSchedule(`{ layers: [{ ${ROTATION}, during: { from: "09:00", to: "17:00" } }] }`);
    const catchAll = 'page: [support-manager, operations-manager]';
    expect(said(office, [catchAll, 'page: [sun]'])).toEqual([
      'escalation.standard.exhausted.page — can be nobody: each of these schedules has hours without anybody — add a person',
    ]);
    expect(said(office, [catchAll, 'page: [sun, on-call]']).join()).not.toContain('can be nobody');
  });

  it('somebody is away while they are on call, until it is covered', () => {
    const away = [
      '    team: engineering\n',
      '    team: engineering\n    away: [{ from: "2026-11-27 09:00", to: "2026-11-29 09:00" }]\n',
    ] as const;
    expect(said(away)).toEqual([
      'people.ada.away[0] — ada is away while on call for on-call: will be skipped, from Fri 2026-11-27 04:00 to Sun 2026-11-29 04:00 — add an override for that time',
    ]);
    for (const person of ['chloe', 'ada']) {
      expect(said(away, withOverrides(`{ person: ${person}, from: "2026-11-27 04:00", to: "2026-11-29 04:00" }`))).toEqual([]);
    }
  });

  it('somebody is on call for longer than the limit', () => {
    const limit = ['    overrides: []', '    longest_shift: 6 days\n    overrides: []'] as const;
    expect(said(limit)[0]).toMatch(
      /^schedules\.on-call\.longest_shift — ben is on call for on-call from Mon 2026-11-30 09:00 to Mon 2026-12-07 09:00, longer than the limit, and 2 more times/,
    );
    expect(said(['    overrides: []', '    longest_shift: 1 week\n    overrides: []'])).toEqual([]);
  });

  it('two covers overlap', () => {
    const [ben, dan] = ['ben', 'dan'].map(
      (person, day) => `{ person: ${person}, from: "2026-12-0${day + 1} 09:00", to: "2026-12-03 09:00" }`,
    );
    expect(said(withOverrides(`${ben}, ${dan}`))).toEqual([
      'schedules.on-call.overrides[1] — overlaps an earlier entry from Wed 2026-12-02 09:00 to Thu 2026-12-03 09:00: this one holds — let one begin where the other ends',
    ]);
  });

  it('a layer is never reached', () => {
    expect(said(withSchedule(`{ layers: [{ ${ROTATION} }, { ${ROTATION} }] }`))).toEqual([
      'schedules.sun.layers[1] — is never reached: a layer above it leaves no hour out — move it up, or remove it',
    ]);
  });

  it('somebody’s turns never fall into the hours of their layer', () => {
    const turns = 'rotation: { people: [ada, ben], every: 84 hours, handoff: "09:00", starting: 2026-11-23 }';
    expect(
      said(withSchedule(`{ layers: [{ ${turns}, during: { days: [Monday], from: "09:00", to: "17:00" } }, { ${ROTATION} }] }`)),
    ).toEqual([
      'schedules.sun.layers[0].rotation.people — ben is never on call in this layer: every turn of theirs falls outside its hours — turns go on over hours that are left out: let them last a week, or change how many people there are',
    ]);
  });

  it('nothing but e-mail wakes somebody', () => {
    const quiet = [/    contact: \{ ntfy: escrow-ben.*\n    reach.*\n/, ''] as const;
    expect(said(quiet)).toEqual([
      'people.ben — ben can be paged, and nothing but e-mail wakes them — add contact: { ntfy: … } and name it in reach',
    ]);
  });

  it('an escalation step pages nobody at some hours', () => {
    const office = withSchedule(`{ layers: [{ ${ROTATION}, during: { from: "09:00", to: "17:00" } }] }`);
    const source = [office, ['page: on-call', 'page: sun']].reduce((text, [from, to]) => text.replace(from ?? '', to ?? ''), SHIPPED);
    const { reading } = checkHandbookFile(source, 'h.yaml', NOW);
    expect(reading?.gaps[0]).toMatchObject({ policy: 'standard', step: 1, people: [] });
  });
});
