import { learningHandbook } from '../support/learning-handbook.js';
import { story } from '../support/story.js';
import { followUp, isHandedOver, isResolvedByAda } from '../support/story-learning.js';

story(
  '[G2.6] a postmortem that nobody publishes reminds its owner, then the lead, and holds the incident open until it is published',
  async (it) => {
    await isResolvedByAda(it, 'SEV1', followUp);
    await isHandedOver(it);
    const { postIncident, status } = await it.state();
    expect(status).toBe('POST_INCIDENT');
    expect(postIncident?.postmortem).toMatchObject({ status: 'DRAFTED', owner: 'ada', revision: 1 });
    const { rows } = await it.world.pool.query('SELECT text, author FROM postmortem_revisions WHERE incident_key = $1', [it.key]);
    expect(rows).toEqual([{ text: expect.stringContaining('## Root cause analysis'), author: null }]);
    expect(rows[0].text).toContain('ada resolved it: restarted the pool');
    await it.reaches(postIncident?.postmortem?.dueAt ?? 0);
    await it.passes('8 days');
    expect(it.reminders.filter((one) => one.endsWith('postmortem'))).toEqual([
      'ada before-2d postmortem',
      'ada due postmortem',
      'ada late-1d postmortem',
      'engineering-lead lead-3d postmortem',
      'ada late-8d postmortem',
    ]);
    expect(await it.does('ada', { kind: 'assignPostmortem', to: 'chloe' })).toMatchObject({ outcome: 'APPLIED', status: 'POST_INCIDENT' });
    expect(await it.does('chloe', { kind: 'publishPostmortem', revision: 1 })).toMatchObject({ outcome: 'APPLIED', status: 'CLOSED' });
    await it.does('ben', { kind: 'completeFollowUp', followUp: 1 });
  },
  { handbook: learningHandbook },
);
