import type { Handbook, PolicyTarget } from '../../domain/handbook/handbook.model.js';
import { MINUTE_MS } from '../../domain/instant.js';
import { sampleHandbook, standardPolicy } from '../support/sample-handbook.js';
import { alert, story } from '../support/story.js';

const person = (id: string, only: Partial<PolicyTarget> = {}): PolicyTarget => ({ kind: 'person', id, ...only });

/** Nobody ever works: whoever is to be paged in working hours is passed over. */
const handbook: Handbook = {
  ...sampleHandbook,
  workingHours: { timezone: 'UTC', days: [], fromMinute: 0, toMinute: 1, holidays: [] },
  escalation: {
    standard: {
      ...standardPolicy,
      steps: [
        { targets: [person('ada')], answerWithinMs: 15 * MINUTE_MS, pageAgainEveryMs: 10 * MINUTE_MS },
        { tell: [person('support-manager')] },
        { targets: [person('ben', { hours: 'WORKING' })], answerWithinMs: 20 * MINUTE_MS },
        { targets: [person('chloe', { hours: 'OUTSIDE' })], answerWithinMs: 30 * MINUTE_MS },
        { waitMs: 5 * MINUTE_MS },
      ],
      repeats: 1,
    },
  },
};

story(
  '[G1.2] a ladder pages again, tells without waking, passes over who is not at work, waits, and comes round again',
  async (it) => {
    await it.receives(alert({ proposes: 'SEV1' }));
    it.expectPaged('ada').because('step 1 of 12');
    await it.passes('10 minutes');
    it.expectPaged('ada').because('step 2 of 12');
    await it.passes('5 minutes');
    it.expectPaged('support-manager', 'chloe');
    const skipped = (await it.record()).flatMap((event) => (event.type === 'RespondersFound' ? event.skipped : []));
    expect(skipped).toEqual([{ target: 'ben', reason: 'OUTSIDE_HOURS' }]);
    await it.passes('10 minutes');
    it.expectNoPage();
    await it.passes('5 minutes');
    it.expectPaged('ada').because('step 7 of 12');
    await it.does('ada', { kind: 'acknowledge' });
    await it.passes('20 minutes');
    it.expectNoPage();
  },
  { handbook },
);
