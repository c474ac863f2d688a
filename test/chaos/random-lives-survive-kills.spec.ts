import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from '@temporalio/worker';
import fc from 'fast-check';
import type { Incident } from '../../domain/incidents/incident.model.js';
import type { CommandEnvelope } from '../../domain/incidents/incident-command.model.js';
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
    await Promise.all(lives.map((life, index) => live(keys[index] ?? '', life)));
    await killed;

    for (const key of keys) await expectRecordIsState(key);
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

/** Every deed twice, once each way: it acts once. */
async function live(key: string, deeds: readonly Deed[]): Promise<void> {
  const handle = temporal.client.workflow.getHandle(key);
  for (const [step, { by, command }] of deeds.entries()) {
    const { kind, ...rest } = command;
    const commandId = `${key}-${step}`;
    const actor = { person: by, via: 'API', verified: true } as const;
    const envelope: CommandEnvelope = { commandId, issuedAt: Date.now(), by: actor, command };
    const input = { ...rest, by: actor, commandId, issuedAt: envelope.issuedAt };
    const update = handle.executeUpdate(commandUpdateName(kind), { args: [input], updateId: commandId }).catch(refusal);
    await handle.signal(SIGNALS.submitCommand, envelope).catch(refusal);
    await Promise.race([update, delay(2_000)]);
  }
}

/** A refusal is an answer; whatever else goes wrong shows in the comparison. */
const refusal = (error: unknown): string => String(error);

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
