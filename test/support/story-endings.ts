import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type History, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { SECOND_MS } from '../../domain/instant.js';
import { rebuildReadModel } from '../../services/persistence/rebuild-read-model.js';
import { storyBundle } from './story-bundle.js';
import type { StoryIncident } from './story-incidents.js';

/** The stories share their machine with whatever else is tested: what an outage is allowed, not what a healthy server keeps. */
const LATE_MS = 10 * SECOND_MS;
/** A story ends at rest, or nearly so. */
const LOOKS = 50;

/** What holds at the end of every story, whatever it told. */
export async function expectSoundRecord(incident: StoryIncident): Promise<void> {
  incident.expectNoPage();
  expectSentOnce(incident);
  expectOnTime(await incident.record(), incident.mayBeLate ? Number.POSITIVE_INFINITY : LATE_MS);
  await expectFold(incident);
  await expectReplays(incident);
}

/** [I3] A duplicate only where a process died in mid-send; no story kills one there. */
function expectSentOnce({ sent }: StoryIncident): void {
  const keys = sent.map(({ idempotencyKey }) => idempotencyKey);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
}

/** [I4] Within two seconds of the instant when it was due, never early. */
function expectOnTime(events: readonly IncidentEvent[], lateMs: number): void {
  const due = new Map(events.flatMap((event) => (event.type === 'Summoned' ? [[event.summons.id, event.summons.dueAt] as const] : [])));
  for (const event of events) {
    if (event.type !== 'RespondersFound') continue;
    const late = event.at - (due.get(event.summons) ?? 0);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(lateMs);
  }
}

/** [I7] The row is the fold of the events, and the chain is whole. What still goes on may record more meanwhile: then it is looked at again. */
async function expectFold(incident: StoryIncident): Promise<void> {
  for (let look = 1; ; look += 1) {
    const before = await readModelOf(incident);
    expect(await rebuildReadModel(incident.world.pool, [incident.key])).toEqual({ incidents: 1, broken: [] });
    const after = await readModelOf(incident);
    if (after.fence === before.fence && after.chain_head === before.chain_head) {
      expect(after).toEqual(before);
      return;
    }
    expect(look).toBeLessThan(LOOKS);
  }
}

interface ReadModel {
  readonly fence: number;
  readonly chain_head: string;
}

/** Of one instant: one statement reads all of it. */
async function readModelOf({ world, key }: StoryIncident): Promise<ReadModel> {
  const { rows } = await world.pool.query<ReadModel>(
    `SELECT i.*,
       (SELECT jsonb_agg(f ORDER BY f) FROM follow_ups f WHERE f.incident_key = i.key) AS follow_ups,
       (SELECT jsonb_agg(p) FROM postmortems p WHERE p.incident_key = i.key) AS postmortems
     FROM incidents i WHERE i.key = $1`,
    [key],
  );
  if (rows[0] === undefined) throw new Error(`no incident ${key}`);
  return rows[0];
}

/** [I8] The run's history, executed again, issues the same commands. */
export async function expectReplays({ world, key, workflowId }: StoryIncident): Promise<void> {
  for (const id of new Set([key, workflowId])) {
    const history = await world.client.workflow.getHandle(id).fetchHistory();
    await keepForCorpus(history, id);
    await Worker.runReplayHistory({ workflowBundle: await storyBundle() }, history, id);
  }
}

/** `TOCSIN_KEEP_HISTORIES=test/replay/histories/0.2.0`: how a release records the histories that every later one replays. */
async function keepForCorpus(history: History, key: string): Promise<void> {
  const folder = process.env.TOCSIN_KEEP_HISTORIES;
  if (folder === undefined || folder === '') return;
  const story = path.basename(expect.getState().testPath ?? 'story', '.spec.ts');
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, `${story}.${key.replaceAll('/', '~')}.json`),
    `${JSON.stringify(JSON.parse(historyToJSON(history)), nameless)}\n`,
  );
}

/** Whose machine told the story is no part of it. */
function nameless(field: string, value: unknown): unknown {
  if (field === 'identity' || (typeof value === 'string' && /^\d+@/.test(value))) return 'story';
  return field === 'stackTrace' ? '' : value;
}
