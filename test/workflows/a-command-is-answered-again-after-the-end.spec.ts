import { randomUUID } from 'node:crypto';
import { PostmortemRevisionsRepository } from '../../services/persistence/postmortem-revisions.repository.js';
import { learningHandbook } from '../support/learning-handbook.js';
import { story } from '../support/story.js';
import { followUp, isHandedOver, isResolvedByAda } from '../support/story-learning.js';

const LAST = { kind: 'publishPostmortem', revision: 1, noFollowUpsBecause: 'the alert did what it should' } as const;

story(
  '[G2.6] a command that ended its incident, sent again because its answer was lost, is answered with its outcome',
  async (it) => {
    await isResolvedByAda(it, 'SEV1');
    await isHandedOver(it);
    const last = randomUUID();
    const answer = await it.does('ada', LAST, last);
    expect(answer).toMatchObject({ outcome: 'APPLIED', status: 'CLOSED' });
    expect(await it.world.client.workflow.getHandle(it.workflowId).result()).toMatchObject({ status: 'CLOSED' });
    expect(await it.asks('ada', LAST, last)).toEqual(answer);
    await expect(it.asks('ada', LAST)).rejects.toMatchObject({ error: { code: 'INCIDENT_CLOSED' } });
  },
  { handbook: learningHandbook },
);

story(
  '[G2.6] a publication that comes again after somebody wrote on is answered with its outcome',
  async (it) => {
    await isResolvedByAda(it, 'SEV1', followUp);
    await isHandedOver(it);
    const published = randomUUID();
    const publish = { kind: 'publishPostmortem', revision: 1 } as const;
    const answer = await it.does('ada', publish, published);
    const revisions = new PostmortemRevisionsRepository(it.world.pool);
    await revisions.write({ incidentKey: it.key, revision: 2, text: 'more', author: 'ben', at: Date.now() });
    expect(await it.asks('ada', publish, published)).toEqual(answer);
    await expect(it.asks('ada', publish)).rejects.toMatchObject({ error: { code: 'CONFLICT' } });
  },
  { handbook: learningHandbook },
);
