import { SEVERITIES } from '../../domain/handbook/handbook.model.js';
import { learningHandbook } from '../support/learning-handbook.js';
import { story } from '../support/story.js';
import { isHandedOver, isResolvedByAda } from '../support/story-learning.js';

story(
  '[G2.6] Sev1 and Sev2 stay open until a postmortem and follow-ups are there; Sev3 and Sev4 close when their reopen window ends',
  async (it) => {
    const incidents = [it, it.another(), it.another(), it.another()];
    for (const [index, incident] of incidents.entries()) await isResolvedByAda(incident, SEVERITIES[index] ?? 'SEV1');
    for (const incident of incidents.slice(2)) {
      await incident.passes('31 minutes');
      expect(await incident.result()).toMatchObject({ status: 'CLOSED' });
    }
    for (const incident of incidents.slice(0, 2)) {
      await isHandedOver(incident);
      expect(await incident.result().catch(String)).toMatchObject({ status: 'POST_INCIDENT' });
      const published = await incident.does('ada', { kind: 'publishPostmortem', revision: 1 });
      expect(published).toMatchObject({ outcome: 'APPLIED', status: 'POST_INCIDENT' });
      const because = { kind: 'publishPostmortem', revision: 1, noFollowUpsBecause: 'the alert did what it should' } as const;
      expect(await incident.does('ada', because)).toMatchObject({ outcome: 'APPLIED', status: 'CLOSED' });
      expect(await incident.world.client.workflow.getHandle(incident.workflowId).result()).toMatchObject({ status: 'CLOSED' });
    }
  },
  { handbook: learningHandbook },
);
