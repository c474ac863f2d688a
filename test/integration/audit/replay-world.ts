import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type pg from 'pg';
import type { Mismatch } from '../../../domain/audit/replay.model.js';
import { systemClock } from '../../../services/config/clock.js';
import { IncidentReplayer } from '../../../services/orchestration/incident-replayer.js';
import { ReplayProcess } from '../../../services/orchestration/replay-process.js';
import { exportOf, readArchived } from '../../../services/orchestration/run-history.js';
import { archiveLink } from '../../../services/persistence/archive-chain.js';
import { type ArchivedRun, archivedRunsOf } from '../../../services/persistence/history-archive.repository.js';
import { type StoryBuild, storyBundle } from '../../support/story-bundle.js';
import { ownTemporal } from '../../support/story-temporal.js';
import { type StoryWorld, storyWorld } from '../../support/story-world.js';

const inRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export const replayProcess = (timeoutMs?: number): ReplayProcess =>
  new ReplayProcess({ program: inRoot('dist/services/apps/replayer.js'), ...(timeoutMs === undefined ? {} : { timeoutMs }) });

/** What an api process replays with; `today`: another build was deployed meanwhile. */
export function replayer({ pool, client }: StoryWorld, process: ReplayProcess, today?: StoryBuild): IncidentReplayer {
  return new IncidentReplayer({ pool, client, process, clock: systemClock, today: async () => today ?? (await storyBundle()) });
}

export interface ShortRunsWorld extends StoryWorld {
  stop(): Promise<void>;
}

/** A world with a worker, on a Temporal of its own that has a run go on in another one after 120 events. */
export async function shortRunsWorld(): Promise<ShortRunsWorld> {
  const temporal = await ownTemporal('limit.historyCount.suggestContinueAsNew=120');
  const world = await storyWorld(undefined, { temporalAddress: temporal.address });
  await world.startWorker();
  const stop = async (): Promise<void> => {
    await world.close();
    await temporal.stop();
  };
  return { ...world, stop };
}

/** Another build, of the workflows in this file. */
export async function otherBuild(file: 'index.mjs' | 'endless.mjs'): Promise<StoryBuild> {
  const { sdkVersion } = await storyBundle();
  const { code } = await bundleWorkflowCode({
    workflowsPath: inRoot(`test/replay/twin/${file}`),
    logger: new DefaultLogger('ERROR', () => undefined),
  });
  const plain = code.replace(/\n\/\/# sourceMappingURL=data:application\/json[^\n]*\s*$/, '');
  return { code, sdkVersion, buildId: createHash('sha256').update(plain).digest('hex').slice(0, 16) };
}

/** A pool in which something happens once, as soon as the archive was looked at for the first time. */
export function interrupted(pool: pg.Pool, happens: () => Promise<unknown>): pg.Pool {
  let isDue = true;
  const query = async (asked: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> => {
    const found = await pool.query(asked, values);
    if (isDue && JSON.stringify(asked).includes('history_archive')) {
      isDue = false;
      await happens();
    }
    return found;
  };
  return new Proxy(pool, { get: (target, name) => (name === 'query' ? query : (Reflect.get(target, name) as unknown)) });
}

export const theRun = async (world: StoryWorld, key: string): Promise<ArchivedRun> => {
  const [run] = await archivedRunsOf(world.pool, key);
  if (run === undefined) throw new Error(`nothing of ${key} is archived`);
  return run;
};

type Event = NonNullable<History['events']>[number];

/**
 * Somebody with all rights on the database changes an archived history; the row keeps what `as` says it keeps. `THOROUGH`: digests and
 * chain are computed anew, so that nothing in the archive itself gives them away.
 */
export async function forge(
  world: StoryWorld,
  key: string,
  edit: (events: readonly Event[]) => void,
  as: 'CARELESS' | 'THOROUGH' = 'THOROUGH',
) {
  const run = await theRun(world, key);
  const { history } = await readArchived(run);
  edit(history?.events ?? []);
  if (as === 'CARELESS') {
    const bytes = proto.temporal.api.history.v1.History.encode(history ?? {}).finish();
    await world.pool.query('UPDATE history_archive SET history = $2 WHERE run_id = $1', [run.runId, gzipSync(bytes)]);
    return;
  }
  const again = await exportOf({ ...run, closedAt: run.closedAt }, history ?? {});
  const chain = archiveLink(run.previous, { ...again, number: run.number });
  await world.pool.query('UPDATE history_archive SET history = $2, event_digests = $3, digest = $4, chain = $5 WHERE run_id = $1', [
    run.runId,
    again.history,
    again.eventDigests,
    again.digest,
    chain,
  ]);
}

/** Replaces one word in the first payload of a message, as bytes. */
export function editText(
  payloads: { payloads?: { data?: Uint8Array | null }[] | null } | null | undefined,
  from: string,
  to: string,
): void {
  const payload = payloads?.payloads?.[0];
  if (!payload?.data) throw new Error('there is no payload to edit');
  const text = Buffer.from(payload.data).toString('utf8');
  if (!text.includes(from)) throw new Error(`no ${from} in ${text}`);
  payload.data = Buffer.from(text.replace(from, to));
}

/** Shorter, for comparing. */
export const named = (mismatches: readonly Mismatch[]) => mismatches.map(({ what, eventId, seq }) => ({ what, eventId, seq }));
