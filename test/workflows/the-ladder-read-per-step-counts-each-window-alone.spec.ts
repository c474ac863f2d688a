import { sampleHandbook, standardPolicy } from '../support/sample-handbook.js';
import { alert, story } from '../support/story.js';

const handbook = { ...sampleHandbook, escalation: { standard: { ...standardPolicy, timing: 'perStep' as const } } };

story(
  '[G1.2] read per step, the ladder pages after 15, 45 and 105 minutes, and the catch-all after 225',
  async (it) => {
    await it.receives(alert({ proposes: 'SEV2' }));
    it.expectPaged('ada');
    await it.passes('15 minutes');
    it.expectPaged('ben');
    await it.passes('29 minutes');
    it.expectNoPage();
    await it.passes('1 minute');
    it.expectPaged('engineering-lead');
    await it.passes('60 minutes');
    it.expectPaged('cto');
    await it.passes('2 hours');
    it.expectPaged('support-manager', 'operations-manager');
  },
  { handbook },
);
