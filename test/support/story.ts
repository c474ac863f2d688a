import type { TicketTracker } from '../../activities/ports/ticket-tracker.port.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { expectSoundRecord } from './story-endings.js';
import { StoryIncident } from './story-incidents.js';
import type { OwnTemporal } from './story-temporal.js';
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
  /** A Temporal server of the story's own. */
  readonly temporal?: () => Promise<OwnTemporal>;
  /** Where follow-ups become tickets. */
  readonly tracker?: TicketTracker;
}

/** A story takes seconds on an idle machine. */
const STORY_MS = 120_000;

const servers: OwnTemporal[] = [];
const worlds = new Map<Handbook | undefined, Promise<StoryWorld>>();

/**
 * One promise, told in virtual time on the real server. All stories of a file share a world with one worker. A page that the story
 * did not expect, a key that was sent twice, a page before its time, a record that is not the fold of its events, or a history that
 * does not replay fails it.
 */
export function story(promise: string, tell: (it: Story) => Promise<void>, options: StoryOptions = {}): void {
  test(
    promise,
    async () => {
      const it = new Story(await worldOf(options));
      await tell(it);
      for (const incident of it.incidents) await expectSoundRecord(incident);
    },
    STORY_MS,
  );
}

function worldOf(options: StoryOptions): Promise<StoryWorld> {
  const known = worlds.get(options.handbook);
  if (known !== undefined) return known;
  const made = makeWorld(options);
  worlds.set(options.handbook, made);
  return made;
}

async function makeWorld({ handbook, temporal, tracker }: StoryOptions): Promise<StoryWorld> {
  const own = await temporal?.();
  if (own !== undefined) servers.push(own);
  const around = { ...(own === undefined ? {} : { temporalAddress: own.address }), ...(tracker === undefined ? {} : { tracker }) };
  const world = await storyWorld(handbook, around);
  await world.startWorker();
  return world;
}

afterAll(async () => {
  for (const world of worlds.values()) await (await world).close();
  for (const server of servers) await server.stop();
});
