import { sampleHandbook } from '../../test/support/sample-handbook.js';
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
