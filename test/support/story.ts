import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { expectSoundRecord } from './story-endings.js';
import { StoryIncident } from './story-incidents.js';
import { type StoryWorld, storyWorld } from './story-world.js';

export { alert } from './story-incidents.js';

/** The incident of a story, and the means to tell of others beside it. */
export class Story extends StoryIncident {
  private readonly others: StoryIncident[] = [];

  /** Another incident in the same world, independent of this one: several can be told at once with `Promise.all`. */
  another(): StoryIncident {
    const other = new StoryIncident(this.world);
    this.others.push(other);
    return other;
  }

  get incidents(): readonly StoryIncident[] {
    return [this, ...this.others].filter((incident) => incident.hasBegun);
  }
}

export interface StoryOptions {
  readonly handbook?: Handbook;
}

const worlds = new Map<Handbook | undefined, Promise<StoryWorld>>();

/**
 * One promise, told in virtual time on the real server. All stories of a file share a world with one worker. A page that the story
 * did not expect, a key that was sent twice, a page before its time, a record that is not the fold of its events, or a history that
 * does not replay fails it.
 */
export function story(promise: string, tell: (it: Story) => Promise<void>, options: StoryOptions = {}): void {
  test(promise, async () => {
    const it = new Story(await worldOf(options.handbook));
    await tell(it);
    for (const incident of it.incidents) await expectSoundRecord(incident);
  });
}

function worldOf(handbook: Handbook | undefined): Promise<StoryWorld> {
  const known = worlds.get(handbook);
  if (known !== undefined) return known;
  const made = storyWorld(handbook).then(async (world) => {
    await world.startWorker();
    return world;
  });
  worlds.set(handbook, made);
  return made;
}

afterAll(async () => {
  for (const world of worlds.values()) await (await world).close();
});
