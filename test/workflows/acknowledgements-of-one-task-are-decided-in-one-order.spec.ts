import { story } from '../support/story.js';

story(
  '[I6] of two acknowledgements in one workflow task the one that was issued first wins, in whichever order they arrive',
  async (it) => {
    const [forwards, backwards] = await Promise.all([it.another().receives(), it.another().receives()]);
    forwards.expectPaged('ada');
    backwards.expectPaged('ada');
    await it.world.stopWorkers();
    await forwards.signals('ben', { kind: 'acknowledge' }, { issuedAt: 1 });
    await forwards.signals('ada', { kind: 'acknowledge' }, { issuedAt: 2 });
    await backwards.signals('ada', { kind: 'acknowledge' }, { issuedAt: 2 });
    await backwards.signals('ben', { kind: 'acknowledge' }, { issuedAt: 1 });
    await it.world.startWorker();
    for (const incident of [forwards, backwards]) {
      await incident.time.untilQuiet();
      expect((await incident.state()).holder?.person).toBe('ben');
      expect(await incident.counts('Acknowledged')).toBe(1);
    }
  },
);
