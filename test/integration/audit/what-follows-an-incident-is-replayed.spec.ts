import { learningHandbook } from '../../support/learning-handbook.js';
import { StoryIncident } from '../../support/story-incidents.js';
import { followUp, isHandedOver, isResolvedByAda } from '../../support/story-learning.js';
import { type StoryWorld, storyWorld } from '../../support/story-world.js';
import { untilArchived } from './archive-world.js';
import { replayer, replayProcess } from './replay-world.js';

let world: StoryWorld;
const process = replayProcess();
beforeAll(async () => {
  world = await storyWorld(learningHandbook);
  await world.startWorker();
});
afterAll(async () => {
  process.close();
  await world.close();
});

it('[I8] the workflow that follows an incident is archived beside it, and both are replayed with one timeline', async () => {
  const incident = new StoryIncident(world);
  await isResolvedByAda(incident, 'SEV1', followUp);
  await isHandedOver(incident);
  expect(await replayer(world, process).replay(incident.key)).toMatchObject({ match: true, mismatches: [] });
  await incident.does('ada', { kind: 'publishPostmortem', revision: 1 });
  await incident.does('ben', { kind: 'completeFollowUp', followUp: 1 });
  await world.client.workflow.getHandle(incident.workflowId).result();
  const runs = await untilArchived(world, incident.key, 2);
  expect(runs.map(({ workflowId, workflowType, status }) => ({ workflowId, workflowType, status }))).toEqual([
    { workflowId: incident.key, workflowType: 'incident', status: 'COMPLETED' },
    { workflowId: `${incident.key}/post-incident`, workflowType: 'postIncident', status: 'COMPLETED' },
  ]);
  const report = await replayer(world, process).replay(incident.key);
  expect(report?.mismatches).toEqual([]);
  expect(report).toMatchObject({ match: true, ranOn: 'RECORDED', runs: [{ ranOn: 'RECORDED' }, { ranOn: 'RECORDED' }] });
});
