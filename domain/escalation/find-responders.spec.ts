import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import type { Handbook, Person } from '../handbook/handbook.model.js';
import type { Override, Schedule } from '../handbook/schedule.model.js';
import type { SummonsTarget } from '../incidents/incident.model.js';
import type { ZoneRules } from '../oncall/zone-rules.js';
import { findResponders } from './find-responders.js';

/** Nothing here asks for a zone: targets are people, or schedules that do not exist. */
const zones: ZoneRules = { toLocal: () => ({ epochDay: 0, minute: 0 }), toInstant: () => 0 };
const find = (targets: readonly SummonsTarget[]) => findResponders(sampleHandbook, { targets, urgency: 'HIGH', at: 0 }, zones);

describe('[I15] whoever is looked for and is not in the handbook', () => {
  it.each(['nobody-knows-them', 'constructor', '__proto__', 'toString', ''])(
    'is skipped with the reason and stops nobody else: %j',
    (id) => {
      for (const kind of ['person', 'schedule'] as const) {
        const { responders, skipped } = find([
          { kind, id },
          { kind: 'person', id: 'support-manager' },
        ]);
        expect(skipped).toEqual([{ target: id, reason: 'NOT_IN_HANDBOOK' }]);
        expect(responders.map(({ person }) => person)).toEqual(['support-manager']);
      }
    },
  );
});

describe('[G1.2] a target for some hours only', () => {
  const noon = { epochDay: 20_780, minute: 720 }; // Monday 2026-11-23
  const by = (workingHours: Handbook['workingHours'], local = noon) => {
    const handbook: Handbook = { ...sampleHandbook, ...(workingHours === undefined ? {} : { workingHours }) };
    const targets: readonly SummonsTarget[] = [
      { kind: 'person', id: 'ben', hours: 'WORKING' },
      { kind: 'person', id: 'cto', hours: 'OUTSIDE' },
    ];
    const found = findResponders(handbook, { targets, urgency: 'HIGH', at: 0 }, { ...zones, toLocal: () => local });
    return { people: found.responders.map(({ person }) => person), skipped: found.skipped };
  };
  const office = { timezone: 'UTC', days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1_020, holidays: ['2026-11-26'] };

  it.each([
    [noon, 'ben', 'cto'],
    [{ ...noon, minute: 1_020 }, 'cto', 'ben'],
    [{ ...noon, epochDay: noon.epochDay - 1 }, 'cto', 'ben'],
    [{ ...noon, epochDay: noon.epochDay + 3 }, 'cto', 'ben'],
  ])('is passed over at other hours, with the reason: %j pages %s', (local, person, other) => {
    expect(by(office, local)).toEqual({ people: [person], skipped: [{ target: other, reason: 'OUTSIDE_HOURS' }] });
  });

  it('[I15] is paged at any time once the handbook does not say when people work', () => {
    expect(by(undefined).people).toEqual(['ben', 'cto']);
  });
});

describe('[G1.2] whoever is away when they are looked for', () => {
  const NOW = Date.parse('2026-11-24T12:00:00Z');
  const withAway = (overrides: readonly Override[] = []): Handbook => {
    const { ada, ...others } = sampleHandbook.people;
    const schedule = sampleHandbook.schedules['on-call'] as Schedule;
    return {
      ...sampleHandbook,
      people: { ...others, ada: { ...(ada as Person), away: [{ from: NOW - 10, to: NOW + 10 }] } },
      schedules: { ...sampleHandbook.schedules, 'on-call': { ...schedule, overrides } },
    };
  };
  const onCall: SummonsTarget = { kind: 'schedule', id: 'on-call' };
  const named: SummonsTarget = { kind: 'person', id: 'ada' };
  const found = (handbook: Handbook, targets: readonly SummonsTarget[], at = NOW) =>
    findResponders(handbook, { targets, urgency: 'HIGH', at }, temporalZoneRules()).responders.map(({ person, away }) => [person, away]);
  const cover = (person: string): readonly Override[] => [{ person, from: NOW - 5, to: NOW + 5 }];

  it.each([
    ['the holder of a schedule', onCall],
    ['a person named by a step', named],
  ])('is found with the target and until when: %s', (_, target) => {
    expect(found(withAway(), [target])).toEqual([['ada', { target: target.id, until: NOW + 10 }]]);
    expect(found(withAway(), [target], NOW + 10)).toEqual([['ada', undefined]]);
  });

  it('is not looked for where somebody covers', () => {
    expect(found(withAway(cover('ben')), [onCall])).toEqual([['ben', undefined]]);
  });

  it('is there for a cover that they took themselves, also where another target names them', () => {
    expect(found(withAway(cover('ada')), [onCall])).toEqual([['ada', undefined]]);
    expect(found(withAway(cover('ada')), [named, onCall])).toEqual([['ada', undefined]]);
  });
});
