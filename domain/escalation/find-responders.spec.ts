import { sampleHandbook } from '../../test/support/sample-handbook.js';
import type { Handbook } from '../handbook/handbook.model.js';
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
