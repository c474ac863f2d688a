import { Context } from '@temporalio/activity';
import type { Activities } from '../../activities/index.js';
import { HOUR_MS, MINUTE_MS } from '../../domain/instant.js';
import { systemClock } from '../../services/config/clock.js';
import { waitUntil } from '../../services/embedded/wait.js';
import { type RunningWorker, startWorker } from '../../services/orchestration/worker.js';
import { activitiesOf } from '../integration/orchestration/watchdog-world.js';
import { storyBundle } from '../support/story-bundle.js';
import { pagedAt, requestsOf, timeOf, toldIn } from '../support/story-requests.js';
import { type StoryWorld, storyWorld } from '../support/story-world.js';

const STORY_MS = 120_000;
const PATIENCE_MS = 20_000;
const CANDIDATES = ['ben', 'chloe', 'dan'];
const STEPS = ['recordCoverRequest', 'askCandidates', 'tellCoverOutcome'] as const;
type Step = (typeof STEPS)[number];
const MOMENTS = ['BEFORE', 'AFTER'] as const;

let world: StoryWorld;
beforeAll(async () => {
  world = await storyWorld();
}, STORY_MS);
afterAll(() => world.close(), STORY_MS);

/** A worker that dies in its `nth` execution of `step`, before or after its effect, so that nobody learns of it. `died` then resolves. */
async function mortalWorker(step: Step, nth: number, moment: (typeof MOMENTS)[number]) {
  let count = 0;
  let tell = (): void => undefined;
  const died = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const whole = activitiesOf(world);
  const once = whole[step] as (request: unknown) => Promise<unknown>;
  const mortal = async (request: unknown): Promise<unknown> => {
    count += 1;
    if (count !== nth) return await once(request);
    if (moment === 'AFTER') await once(request);
    tell();
    return await Context.current().cancelled; // until the worker is gone
  };
  const activities = { ...whole, [step]: mortal } as Activities;
  const { code, buildId } = await storyBundle();
  const temporal = { address: world.temporalAddress, namespace: world.namespace };
  const options = { temporal, activities, workflowBundle: { code }, buildId, log: { level: 'ERROR' as const, write: () => undefined } };
  return { worker: (await startWorker(options)) satisfies RunningWorker, died };
}

const cases = [
  ...STEPS.map((step) => [step, 1] as const),
  ['recordCoverRequest', 2] as const, // the acceptance
].flatMap(([step, nth]) => MOMENTS.map((moment) => [moment, nth, step] as const));

it.each(cases)(
  '[G1.1] [I2] a worker that dies %s execution %s of %s: one cover, everybody told once',
  async (moment, nth, step) => {
    await world.pool.query('DELETE FROM covers; DELETE FROM cover_requests; DELETE FROM notices');
    world.email.told.length = 0;
    const requests = requestsOf(world);
    const { worker, died } = await mortalWorker(step, nth, moment);
    const from = systemClock.now() + 5 * HOUR_MS;
    const asked = await requests.ask({
      schedule: 'on-call',
      asker: 'ada',
      person: null,
      from,
      to: from + HOUR_MS,
      answerBy: null,
      reason: null,
    });
    const { id } = asked.request;
    const isEarly = nth === 1 && step !== 'tellCoverOutcome';
    // Who accepts before the others are asked spares them the question.
    if (!isEarly) await waitUntil(() => toldIn(world).length === CANDIDATES.length, PATIENCE_MS);
    const accepting = isEarly ? null : requests.accept('dan', id);
    await died;
    await worker.stop();
    await world.startWorker();
    await accepting;
    if (isEarly) {
      await timeOf(world, { id }).untilQuiet();
      expect(['APPLIED', 'PENDING']).toContain((await requests.accept('dan', id)).outcome);
    }
    await timeOf(world, { id }).untilQuiet();
    await world.client.workflow.getHandle(`cover/${id}`).result();
    await world.stopWorkers();
    expect(toldIn(world)).toEqual([
      'ada: dan covers on-call for you',
      ...CANDIDATES.map((person) => `${person}: ada asks for cover: on-call`),
    ]);
    expect(await requests.list({ schedule: null, status: null, limit: 5 })).toMatchObject([{ id, status: 'ACCEPTED', acceptedBy: 'dan' }]);
    expect((await world.pool.query('SELECT person FROM covers')).rows).toEqual([{ person: 'dan' }]);
    expect(await pagedAt(world, 'on-call', from + MINUTE_MS)).toEqual(['dan']);
  },
  STORY_MS,
);
