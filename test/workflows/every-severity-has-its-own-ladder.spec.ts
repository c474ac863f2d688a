import type { Severity } from '../../domain/handbook/handbook.model.js';
import { alert, story } from '../support/story.js';

/** Hours until each page of a severity; the last two share an instant. */
const LADDERS: readonly (readonly [Severity, readonly number[]])[] = [
  ['SEV1', [0, 0.25, 0.5, 1, 2]],
  ['SEV2', [0, 0.25, 0.5, 1, 2]],
  ['SEV3', [0, 4, 8, 12]],
  ['SEV4', [0, 24, 48, 72]],
];

const HIGH = [['ada'], ['ben'], ['engineering-lead'], ['cto'], ['support-manager', 'operations-manager']];
const LOW = [['ada'], ['ben'], ['engineering-lead'], ['support-manager', 'operations-manager']];

story(
  '[G2.1] Sev1 and Sev2 wake people up to the CTO; Sev3 and Sev4 take their response time per step, end at the lead and wake nobody',
  async (it) => {
    await Promise.all(
      LADDERS.map(async ([severity, hours]) => {
        const incident = await it.another().receives(alert({ proposes: severity }));
        const [people, method] = severity < 'SEV3' ? [HIGH, 'ntfy'] : [LOW, 'email'];
        for (const [step, hour] of hours.entries()) {
          if (step > 0) await incident.passes(`${hour - (hours[step - 1] ?? 0)} hours`);
          incident.expectPaged(...(people[step] ?? [])).over(method ?? '');
        }
      }),
    );
  },
);
