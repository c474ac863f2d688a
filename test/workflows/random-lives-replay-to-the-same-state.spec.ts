import { WorkflowNotFoundError } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import fc from 'fast-check';
import { DomainFailure } from '../../domain/error.js';
import { SEVERITIES } from '../../domain/handbook/handbook.model.js';
import { learningHandbook } from '../support/learning-handbook.js';
import { type Happening, happening } from '../support/story-arbitraries.js';
import { storyBundle } from '../support/story-bundle.js';
import { StoryIncident } from '../support/story-incidents.js';
import { type StoryWorld, storyWorld } from '../support/story-world.js';

const INCIDENTS = 40;
const HAPPENINGS = 6;
const TIMEOUT_MS = 150_000;

/** `TOCSIN_FUZZ_SEED=<the printed one>` tells the same lives again. */
const seed = Number(process.env.TOCSIN_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

let world: StoryWorld;
beforeAll(async () => {
  process.stdout.write(`random lives with TOCSIN_FUZZ_SEED=${seed}\n`);
  world = await storyWorld(learningHandbook);
  await world.startWorker();
});
afterAll(() => world.close());

it(
  `[I8] ${INCIDENTS} random lives of updates, signals and stopped workers replay, to the state that was recorded`,
  async () => {
    const lives = fc.sample(fc.array(happening, { minLength: HAPPENINGS, maxLength: HAPPENINGS }), { numRuns: INCIDENTS, seed });
    const incidents = lives.map(() => new StoryIncident(world));
    const told = Promise.all(lives.map((life, index) => live(incidents[index] ?? new StoryIncident(world), { life, index })));
    for (let stops = 0; stops < 3; stops += 1) {
      await world.startWorker();
      await world.stopOldestWorker();
    }
    await told;
    await Promise.all(incidents.map((incident) => incident.time.untilQuiet()));
    const states = await Promise.all(incidents.map((incident) => incident.state()));

    await world.startWorker();
    await world.stopOldestWorker();
    const replayed = await Promise.all(incidents.map((incident) => incident.state()));
    expect(replayed).toEqual(states);

    const { rows } = await world.pool.query('SELECT snapshot FROM incidents ORDER BY number');
    const recorded = new Map(rows.map(({ snapshot }) => [snapshot.key, snapshot]));
    const { rows: deeds } = await world.pool.query(`SELECT FROM incident_events WHERE body -> 'by' ->> 'person' IS NOT NULL`);
    expect(deeds).not.toEqual([]);
    for (const state of states) expect(recorded.get(state.key)).toEqual(state);
    await expectAllReplay(incidents);
  },
  TIMEOUT_MS,
);

/** Every person's deed twice, once each way, in either order. */
async function live(
  incident: StoryIncident,
  { life, index }: { readonly life: readonly Happening[]; readonly index: number },
): Promise<void> {
  await incident.isAccepted(() => undefined, SEVERITIES[index % SEVERITIES.length]);
  for (const [step, what] of life.entries()) {
    if (what.kind === 'alerts') await incident.isTold({ firing: what.firing, firings: step + 2, proposes: what.proposes });
    if (what.kind === 'cancel') await world.client.workflow.getHandle(incident.key).cancel();
    if (what.kind !== 'person') continue;
    const commandId = `${seed}-${index}-${step}`;
    const both = [
      incident.asksOnce(what.by, what.command, commandId).catch(refusal),
      incident.signals(what.by, what.command, { commandId }).catch(refusal),
    ];
    await Promise.all(step % 2 === 0 ? both : both.reverse());
  }
}

/** A refusal is an answer, also that of a workflow which has ended. */
function refusal(error: unknown): void {
  if (!(error instanceof DomainFailure) && !(error instanceof WorkflowNotFoundError)) throw error;
}

async function expectAllReplay(incidents: readonly StoryIncident[]): Promise<void> {
  const histories = await Promise.all(
    incidents.map(async ({ key }) => ({ workflowId: key, history: await world.client.workflow.getHandle(key).fetchHistory() })),
  );
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: await storyBundle() }, histories)) {
    if (error !== undefined) failed.push(`${workflowId}: ${error.message}`);
  }
  expect(failed).toEqual([]);
}
