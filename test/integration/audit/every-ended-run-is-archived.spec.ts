import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { readArchived } from '../../../services/orchestration/run-history.js';
import { verifyArchive } from '../../../services/persistence/verify-archive.js';
import { storyBundle } from '../../support/story-bundle.js';
import { StoryIncident } from '../../support/story-incidents.js';
import { freshNamespace } from '../../support/story-namespace.js';
import { ownTemporal } from '../../support/story-temporal.js';
import { type StoryWorld, storyWorld } from '../../support/story-world.js';
import { closedIncident, closes, exporter, untilArchived, type Warning } from './archive-world.js';

let world: StoryWorld;
let temporal: Awaited<ReturnType<typeof ownTemporal>>;
beforeAll(async () => {
  temporal = await ownTemporal('limit.historyCount.suggestContinueAsNew=120');
  world = await storyWorld(undefined, { temporalAddress: temporal.address });
  await world.startWorker();
});
afterAll(async () => {
  await world.close();
  await temporal.stop();
});

const ledgerOf = async (key: string): Promise<readonly { run_id: string; archived: boolean; lost: boolean }[]> =>
  (
    await world.pool.query(
      'SELECT run_id, archived_at IS NOT NULL AS archived, lost_at IS NOT NULL AS lost FROM workflow_runs WHERE incident_key = $1',
      [key],
    )
  ).rows;

it('a closed incident’s history is in the archive, exact, under the build that ran it', async () => {
  const incident = await closedIncident(world);
  const [run] = await untilArchived(world, incident.key, 1);
  const { buildId, sdkVersion } = await storyBundle();
  expect(run).toMatchObject({ workflowId: incident.key, workflowType: 'incident', status: 'COMPLETED', buildId, sdkVersion });
  const { history, isIntact } = await readArchived(run ?? fail());
  const live = await world.client.workflow.getHandle(incident.key).fetchHistory();
  expect(isIntact).toBe(true);
  expect(history?.events?.length).toBe(live.events?.length);
  expect(JSON.parse(historyToJSON(history ?? {}))).toEqual(JSON.parse(historyToJSON(live)));
});

it('every run of a continued, reset and terminated incident is in the archive, each once', async () => {
  const incident = await new StoryIncident(world).receives();
  const runs = new Set<string>();
  const note = async (): Promise<void> => void runs.add((await world.client.workflow.getHandle(incident.key).describe()).runId);
  await note();
  for (let n = 0; n < 14; n += 1) await incident.does('ada', { kind: 'addNote', text: `note ${n}` });
  await incident.passes('2 minutes');
  await note();
  await incident.isReset();
  await note();
  await world.client.workflow.getHandle(incident.key).terminate('by mistake');
  const start = await world.openings.find(incident.key);
  if (start === null) throw new Error('the incident is lost');
  await world.starter.resume(start);
  await incident.time.untilQuiet();
  await note();
  await closes(incident);
  await note();
  const archived = await untilArchived(world, incident.key, runs.size + 1);
  expect(archived.map((run) => run.runId)).toEqual(expect.arrayContaining([...runs]));
  expect(new Set(archived.map((run) => run.runId)).size).toBe(archived.length);
  expect(archived.map((run) => run.status)).toEqual(expect.arrayContaining(['COMPLETED', 'CONTINUED_AS_NEW', 'TERMINATED']));
  expect((await ledgerOf(incident.key)).every((run) => run.archived)).toBe(true);
  expect(await verifyArchive(world.pool)).toMatchObject({ broken: null });
});

it('a run that was terminated before it recorded anything is remembered when the incident is resumed', async () => {
  const key = await world.insertIncident('SEV2');
  await world.stopWorkers();
  await world.delivery.deliver({
    incidentKey: key,
    snapshot: { revision: 1, firing: 1, total: 1, proposes: 'SEV2', firings: 1, lastFiredAt: 0, lastResolvedAt: null },
  });
  const handle = world.client.workflow.getHandle(key);
  const { runId } = await handle.describe();
  await handle.terminate('too early');
  const start = await world.openings.find(key);
  if (start === null) throw new Error('the incident is lost');
  await world.starter.resume(start);
  await world.startWorker();
  const [run] = await untilArchived(world, key, 1);
  expect(run).toMatchObject({ runId, status: 'TERMINATED', buildId: null });
});

it('a run that Temporal does not have any more is lost, loudly; where it comes back it is archived after all', async () => {
  const incident = await closedIncident(world);
  const { client, close } = await freshNamespace(temporal.address);
  const warnings: Warning[] = [];
  const pass = await exporter({ ...world, client }, { warnings }).pass();
  expect(pass?.archived).toBe(0);
  expect(pass?.lost).toBeGreaterThanOrEqual(1);
  const { runId } = await world.client.workflow.getHandle(incident.key).describe();
  const message = expect.stringContaining('ended without being exported');
  expect(warnings).toContainEqual({ message, detail: { run: runId, workflow: incident.key } });
  expect(await ledgerOf(incident.key)).toEqual([{ run_id: runId, archived: false, lost: true }]);
  await close();
  expect(await untilArchived(world, incident.key, 1)).toHaveLength(1);
  expect(await ledgerOf(incident.key)).toEqual([{ run_id: runId, archived: true, lost: false }]);
});

function fail(): never {
  throw new Error('nothing was archived');
}
