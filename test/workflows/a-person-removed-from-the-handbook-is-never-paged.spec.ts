import { sampleHandbook } from '../support/sample-handbook.js';
import { story } from '../support/story.js';

const handbook = { ...sampleHandbook };

story(
  '[I15] who left the handbook before their step is skipped with the reason, and the next one is paged at once',
  async (it) => {
    await it.receives();
    it.expectPaged('ada');
    const { ben: _gone, ...people } = handbook.people;
    it.world.handbooks.handbook = { ...handbook, people };
    await it.passes('15 minutes');
    it.expectPaged('engineering-lead').because('step 3 of 4');
    const found = (await it.record()).flatMap((event) => (event.type === 'RespondersFound' ? event.skipped : []));
    expect(found).toEqual([{ target: 'secondary', reason: 'NOT_IN_HANDBOOK' }]);
  },
  { handbook },
);
