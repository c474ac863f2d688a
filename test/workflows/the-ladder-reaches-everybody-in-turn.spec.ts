import { Story } from '../support/story.js';
import { type StoryWorld, storyWorld } from '../support/story-world.js';

let world: StoryWorld;
beforeAll(async () => {
  world = await storyWorld();
  await world.startWorker();
});
afterAll(() => world.close());

it('[G1.2] an unacknowledged Sev1 pages primary, secondary after 15 minutes, the lead after 30, the CTO after an hour, the catch-all after two', async () => {
  const story = await Story.begins(world);
  story.expectPaged('ada');
  await story.passes('14 minutes');
  story.expectPaged();
  await story.passes('1 minute');
  story.expectPaged('ben');
  await story.passes('15 minutes');
  story.expectPaged('engineering-lead');
  await story.passes('30 minutes');
  story.expectPaged('cto');
  await story.passes('1 hour');
  story.expectPaged('support-manager', 'operations-manager');
  await story.passes('30 minutes');
  story.expectPaged('support-manager', 'operations-manager');
});

it('[I6] an acknowledgement stops the ladder, and a second person learns who has it', async () => {
  const story = await Story.begins(world);
  story.expectPaged('ada');
  await story.passes('16 minutes');
  story.expectPaged('ben');
  expect(await story.command('ben', { kind: 'acknowledge' })).toMatchObject({ outcome: 'APPLIED', holder: 'ben' });
  expect(await story.command('ada', { kind: 'acknowledge' })).toMatchObject({ outcome: 'ALREADY', holder: 'ben' });
  await story.passes('20 minutes');
  story.expectNoPage();
});
