import { story } from '../support/story.js';

story('fifty flaps in ten minutes are one incident, one page, and a history that stays small', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  for (let flap = 1; flap <= 50; flap += 1) {
    await it.isTold({ firing: 0 });
    await it.isTold({ firing: 1, firings: flap + 1 });
    if (flap % 10 === 0) await it.passes('2 minutes');
  }
  it.expectNoPage();
  expect((await it.state()).ladder).toMatchObject({ kind: 'STEP', step: 0 });
  const { historyLength } = await it.world.client.workflow.getHandle(it.key).describe();
  expect(historyLength).toBeLessThan(1_500);
});
