import { randomUUID } from 'node:crypto';
import type { Handbook, HandoffRule } from '../../domain/handbook/handbook.model.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import { type Instant, MINUTE_MS } from '../../domain/instant.js';
import { systemClock } from '../../services/config/clock.js';
import { HandoffsRepository } from '../../services/handoffs/handoffs.repository.js';
import { HandoffsService } from '../../services/handoffs/handoffs.service.js';
import { HandoffSignalsService } from '../../services/orchestration/handoff-signals.service.js';
import { VirtualTime } from '../../services/orchestration/virtual-time.js';
import { HANDOFF_QUERIES, HANDOFF_WORKFLOW, type HandoffInput } from '../../workflows/contracts/handoff.contract.js';
import { TASK_QUEUES } from '../../workflows/contracts/ids.js';
import { sampleHandbook } from '../support/sample-handbook.js';
import { type StoryWorld, storyWorld } from '../support/story-world.js';

const STORY_MS = 60_000;
const EVERYBODY = { person: null, role: 'ADMIN' };
const A_MINUTE = MINUTE_MS;
const A_DAY = 24 * 60 * A_MINUTE;

/** ada until the minute that has just begun, ben from it. */
const changesAt = Math.floor(systemClock.now() / A_MINUTE) * A_MINUTE;
const handbook: Handbook = {
  ...sampleHandbook,
  schedules: {
    ...sampleHandbook.schedules,
    'on-call': {
      ...(sampleHandbook.schedules['on-call'] as NonNullable<(typeof sampleHandbook.schedules)[string]>),
      overrides: [
        { person: 'chloe', from: changesAt - 20 * A_DAY, to: changesAt - 19 * A_DAY },
        { person: 'ben', from: changesAt, to: changesAt + 7 * A_DAY },
      ],
    },
  },
};
const rule: HandoffRule = {
  id: 'weekly',
  schedule: 'on-call',
  timezone: 'UTC',
  weekday: null,
  // Half a day from the change: the next handoff never falls into the time to accept, whenever the test runs.
  minute: (changesAt / A_MINUTE + 12 * 60) % (24 * 60),
  acceptWithinMs: 30 * MINUTE_MS,
  otherwise: [{ kind: 'person', id: 'support-manager' }],
};

let world: StoryWorld;
let handoffs: HandoffsService;
beforeAll(async () => {
  world = await storyWorld(handbook);
  await world.startWorker();
  const signals = new HandoffSignalsService(world.client);
  handoffs = new HandoffsService({ handoffs: new HandoffsRepository(world.pool), signals, clock: systemClock });
}, STORY_MS);
beforeEach(async () => {
  await world.pool.query('DELETE FROM handoffs');
  await world.pool.query('DELETE FROM notices');
  world.email.told.length = 0;
  world.ntfy.told.length = 0;
});
afterAll(() => world.close(), STORY_MS);

interface Telling {
  readonly id: string;
  readonly time: VirtualTime;
  state(): Promise<Handoff>;
}

async function hands(at: Instant): Promise<Telling> {
  const workflowId = `handoff-${randomUUID()}`;
  const input: HandoffInput = { rule, at };
  const handle = await world.client.workflow.start(HANDOFF_WORKFLOW, { workflowId, taskQueue: TASK_QUEUES.incidents, args: [input] });
  const time = new VirtualTime(world.client, workflowId);
  await time.untilQuiet();
  const state = () => handle.query<Handoff>(HANDOFF_QUERIES.state);
  return { id: (await state()).id, time, state };
}

/** `ben: Handoff, on-call: …`, in the order of the alphabet. */
const told = ({ email, ntfy }: StoryWorld): readonly string[] =>
  [...email.told, ...ntfy.told].map(({ address, notice }) => `${address.replace(/@.*|topic-/g, '')}: ${notice.subject}`).toSorted();

const BRIEFED = ['ada: Handoff, on-call: ben takes over from ada', 'ben: Handoff, on-call: ben takes over from ada'];

it(
  '[G1.3] both are briefed; until the incoming person accepts, both are paged, and afterwards only they are',
  async () => {
    const handoff = await hands(changesAt);
    expect(told(world)).toEqual(BRIEFED);
    const links = world.email.told.map(({ notice }) => notice.link);
    expect(links.toSorted()).toEqual(['', expect.stringMatching(/^http:\/\/tocsin\.example\/handoff\?link=th1\./)]);
    expect(await pagedFirst()).toEqual(['ben', 'ada']);

    await expect(handoffs.accept('ada', handoff.id)).rejects.toMatchObject({ error: { code: 'FORBIDDEN' } });
    expect(await handoffs.accept('ben', handoff.id)).toMatchObject({ outcome: 'APPLIED', handoff: { status: 'ACCEPTED' } });
    expect(await handoffs.accept('ben', handoff.id)).toMatchObject({ outcome: 'ALREADY' });
    expect(await pagedFirst()).toEqual(['ben']);
    expect(told(world)).toEqual(BRIEFED);
  },
  STORY_MS,
);

it(
  '[G1.3] [I15] a handoff that nobody accepts in time wakes the support manager, and is still accepted later',
  async () => {
    const handoff = await hands(changesAt);
    await handoff.time.skip(31 * MINUTE_MS);
    await handoff.time.untilQuiet();
    expect(await handoff.state()).toMatchObject({ status: 'OVERDUE' });
    expect(told(world)).toEqual([...BRIEFED, 'support-manager: Nobody accepted the handoff of on-call']);
    expect(world.ntfy.told.map(({ notice }) => notice.urgency)).toEqual(['HIGH']);
    expect(await pagedFirst()).toEqual(['ben', 'ada']);
    expect(await handoffs.accept('ben', handoff.id)).toMatchObject({ outcome: 'APPLIED' });
    expect(await pagedFirst()).toEqual(['ben']);
  },
  STORY_MS,
);

it(
  '[G1.3] where the holder stays, the team is briefed and nobody is asked',
  async () => {
    const handoff = await hands(changesAt - 24 * 60 * A_MINUTE);
    expect(await handoffs.list(EVERYBODY, { schedule: 'on-call', limit: 5 })).toMatchObject([
      { status: 'BRIEFED', outgoing: 'ada', incoming: 'ada', acceptBy: null },
    ]);
    expect(told(world)).toEqual(['ada', 'ben', 'chloe', 'dan'].map((person) => `${person}: Handoff brief, on-call: ada stays on call`));
    await expect(handoffs.accept('ada', handoff.id)).rejects.toMatchObject({ error: { code: 'CONFLICT' } });
  },
  STORY_MS,
);

it(
  '[G1.3] of two rules at one instant one hands over, and the next handoff ends one that still waits',
  async () => {
    const first = await hands(changesAt);
    await hands(changesAt);
    expect(told(world)).toEqual(BRIEFED);
    await hands(changesAt + 24 * 60 * A_MINUTE);
    expect((await handoffs.list(EVERYBODY, { schedule: null, limit: 5 })).map(({ status }) => status)).toEqual(['BRIEFED', 'SUPERSEDED']);
    await expect(handoffs.accept('ben', first.id)).rejects.toMatchObject({ error: { code: 'CONFLICT' } });
  },
  STORY_MS,
);

it(
  '[G1.3] an acceptance while no worker runs is kept',
  async () => {
    const handoff = await hands(changesAt);
    await world.stopWorkers();
    expect(await handoffs.accept('ben', handoff.id)).toMatchObject({ outcome: 'PENDING' });
    await world.startWorker();
    await handoff.time.untilQuiet();
    expect(await handoffs.find(handoff.id)).toMatchObject({ status: 'ACCEPTED' });
  },
  STORY_MS,
);

it(
  '[G1.3] whoever slept until the next handoff had begun wakes nobody for the one that is over',
  async () => {
    const handoff = await hands(changesAt - 20 * A_DAY);
    expect(await handoffs.find(handoff.id)).toMatchObject({ incoming: 'chloe', status: 'SUPERSEDED' });
    expect(told(world).filter((one) => one.startsWith('support-manager'))).toEqual([]);
  },
  STORY_MS,
);

it(
  '[G1.1] [G1.3] hands over to whoever covers then, not to whose turn it is',
  async () => {
    await world.pool.query(
      `INSERT INTO covers (number, schedule, person, relieves, starts_at, ends_at, recorded_at, recorded_by)
       SELECT 1, 'on-call', 'chloe', '{ben}', t, t + interval '1 hour', t, 'ben' FROM to_timestamp($1::double precision / 1000) AS t`,
      [changesAt],
    );
    const handoff = await hands(changesAt);
    expect(await handoffs.find(handoff.id)).toMatchObject({ outgoing: 'ada', incoming: 'chloe', status: 'PENDING' });
    await world.pool.query('DELETE FROM covers');
  },
  STORY_MS,
);

/** Who would be paged at the first step now. */
async function pagedFirst(): Promise<readonly string[]> {
  const found = await world.responders.resolve({
    incidentKey: 'INC-1',
    handbookVersionId: 1,
    targets: [{ kind: 'schedule', id: 'on-call' }],
    urgency: 'HIGH',
    at: systemClock.now(),
  });
  return found.responders.map(({ person }) => person);
}
