import { MINUTE_MS } from '../../domain/instant.js';
import { sampleHandbook } from '../support/sample-handbook.js';
import { story } from '../support/story.js';

// An object of its own: this story changes the running handbook.
const handbook = { ...sampleHandbook };

story(
  '[G1.2] who covers the secondary from T+10 on is paged at T+15',
  async (it) => {
    await it.receives();
    it.expectPaged('ada');
    await it.passes('10 minutes');
    const now = await it.time.now();
    const cover = { person: 'chloe', from: now, to: now + 60 * MINUTE_MS };
    const secondary = {
      id: 'secondary',
      timezone: 'America/New_York',
      source: { kind: 'follows', schedule: 'on-call', offset: 1 },
      overrides: [cover],
    } as const;
    it.world.handbooks.handbook = { ...handbook, schedules: { ...handbook.schedules, secondary } };
    await it.passes('5 minutes');
    it.expectPaged('chloe').because('step 2 of 4');
  },
  { handbook },
);
