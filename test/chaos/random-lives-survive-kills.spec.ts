import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError, type WorkflowUpdateOptions } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import fc from 'fast-check';
import type { Incident } from '../../domain/incidents/incident.model.js';
import type { CommandEnvelope } from '../../domain/incidents/incident-command.model.js';
import type { CommandResult } from '../../domain/incidents/incident-snapshot.model.js';
import { waitUntil } from '../../services/embedded/wait.js';
import { connectTemporal, type TemporalClient } from '../../services/orchestration/temporal-connection.js';
import { installRuntime, readBundle } from '../../services/orchestration/worker.js';
import { commandUpdateName, QUERIES, SIGNALS } from '../../workflows/contracts/incident.contract.js';
import { PEOPLE, personCommand } from '../support/story-arbitraries.js';
import { type BuildCopy, buildCopy } from './build-copy.js';
import { ChaosWorld } from './chaos-world.js';

const INCIDENTS = 12;
const DEEDS = 8;
const KILLS = 5;
/** Long enough for a worker to come back and take up work, short enough that every life meets a kill. */
const BETWEEN_KILLS_MS = 1_500;
const SETTLES_MS = 60_000;
const TIMEOUT_MS = 180_000;

/** `TOCSIN_FUZZ_SEED=<the printed one>` tells the same lives again. */
const seed = Number(process.env.TOCSIN_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const deed = fc.record({ by: fc.constantFrom(...PEOPLE), command: personCommand });
/** Every life begins with it: nothing refuses it to an incident that is open. */
const aNote: Deed = { by: 'ada', command: { kind: 'addNote', text: 'it begins' } };

let build: BuildCopy;
let world: ChaosWorld;
let temporal: ReturnType<typeof connectTemporal>;
beforeAll(async () => {
  process.stdout.write(`random lives under kill -9 with TOCSIN_FUZZ_SEED=${seed}\n`);
  build = await buildCopy();
  world = await ChaosWorld.begin(build, ['2 seconds', '4 seconds', '20 minutes', '40 minutes']);
  temporal = connectTemporal({ address: world.up.runtime.temporalAddress, namespace: 'default' });
}, 90_000);
afterAll(async () => {
  await temporal?.close();
  await world?.close();
}, 60_000);

it(
  `[I8] ${INCIDENTS} random lives of updates and signals replay to the state that was recorded, after kill -9 of their worker`,
  async () => {
    const lives = fc.sample(fc.array(deed, { minLength: DEEDS, maxLength: DEEDS }), { numRuns: INCIDENTS, seed });
    const keys = await Promise.all(lives.map(() => world.alert()));
    const killed = killWorkers();
    const lived = await Promise.all(lives.map((life, index) => live(keys[index] ?? '', [aNote, ...life])));
    await killed;

    for (const key of keys) await expectRecordIsState(key);
    expect(lived.flatMap(({ answers }) => answers)).not.toEqual([]);
    for (const life of lived) await expectRecorded(life);
    await expectAllReplay(keys);
  },
  TIMEOUT_MS,
);

async function killWorkers(): Promise<void> {
  for (let kills = 0; kills < KILLS; kills += 1) {
    await delay(BETWEEN_KILLS_MS);
    await world.restarted('worker', world.kill('worker'));
  }
}

type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

interface Life {
  readonly key: string;
  /** What those updates were answered that were answered in time. */
  readonly answers: readonly CommandResult[];
}

/** Every deed twice, once each way: it acts once. */
async function live(key: string, deeds: readonly Deed[]): Promise<Life> {
  const handle = temporal.client.workflow.getHandle(key);
  // The alert is accepted before its incident has a workflow.
  if (!(await waitUntil(() => handle.describe().then(() => true, unlessMissing), SETTLES_MS))) throw new Error(`${key} does not begin`);
  const updates: Promise<CommandResult | null>[] = [];
  for (const [step, { by, command }] of deeds.entries()) {
    const { kind, ...rest } = command;
    const commandId = `${key}-${step}`;
    const actor = { person: by, via: 'API', verified: true } as const;
    const envelope: CommandEnvelope = { commandId, issuedAt: Date.now(), by: actor, command };
    const request: WorkflowUpdateOptions & { args: [object] } = {
      args: [{ ...rest, by: actor, commandId, issuedAt: envelope.issuedAt }],
      updateId: commandId,
    };
    // Turned away at the door, too late for a worker that is away, or over: the signal says it too.
    const update = handle.executeUpdate<CommandResult, [object]>(commandUpdateName(kind), request).catch(() => null);
    updates.push(update);
    await handle.signal(SIGNALS.submitCommand, envelope).catch(unlessMissing);
    await Promise.race([update, delay(2_000)]);
  }
  return { key, answers: (await Promise.all(updates)).filter((answer) => answer !== null) };
}

/** No workflow has this name: it has not begun, or it is over. */
function unlessMissing(error: unknown): false {
  if (error instanceof WorkflowNotFoundError) return false;
  throw error;
}

/** What was answered as done is recorded as done, and the note, which reached the incident one way or the other. */
async function expectRecorded({ key, answers }: Life): Promise<void> {
  const done = answers.filter(({ outcome }) => outcome === 'APPLIED' || outcome === 'DECIDED').map(({ commandId }) => commandId);
  const recorded = (await world.query<{ id: string }>(DONE, [key])).map(({ id }) => id);
  expect(recorded).toEqual(expect.arrayContaining([`${key}-0`, ...done]));
}

const DONE = `SELECT command_id AS id FROM incident_commands WHERE incident_key = $1 AND result ->> 'outcome' IN ('APPLIED', 'DECIDED')`;

async function expectRecordIsState(key: string): Promise<void> {
  let state: Incident | undefined;
  let recorded: Incident | undefined;
  const isSame = async (): Promise<boolean> => {
    [state, recorded] = await Promise.all([stateOf(temporal.client, key), recordOf(key)]);
    return state !== undefined && state.lastSeq === recorded?.lastSeq && state.summons.length === 0;
  };
  await waitUntil(isSame, SETTLES_MS);
  expect(state).toBeDefined();
  expect(recorded).toEqual(state);
}

/** Undefined while the alert has its incident, and nothing that the incident did is recorded. */
async function recordOf(key: string): Promise<Incident | undefined> {
  const [row] = await world.query<{ snapshot: Incident | null }>('SELECT snapshot FROM incidents WHERE key = $1', [key]);
  return row?.snapshot ?? undefined;
}

async function stateOf(client: TemporalClient, key: string): Promise<Incident | undefined> {
  try {
    return await client.workflow.getHandle(key).query<Incident>(QUERIES.state);
  } catch (error) {
    return void process.stdout.write(`${key} does not answer yet: ${String(error)}\n`);
  }
}

async function expectAllReplay(keys: readonly string[]): Promise<void> {
  installRuntime({ level: 'ERROR', write: () => undefined });
  const histories = await Promise.all(
    keys.map(async (workflowId) => ({ workflowId, history: await temporal.client.workflow.getHandle(workflowId).fetchHistory() })),
  );
  const failed: string[] = [];
  const workflowBundle = await readBundle(`${build.root}/dist/workflow-bundle.js`);
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
    if (error !== undefined) failed.push(`${workflowId}: ${error.message}`);
  }
  expect(failed).toEqual([]);
}
