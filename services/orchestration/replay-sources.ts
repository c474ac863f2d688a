import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { Pool } from 'pg';
import type { Mismatch, MismatchKind } from '../../domain/audit/replay.model.js';
import type { Instant } from '../../domain/instant.js';
import { archiveLink } from '../persistence/archive-chain.js';
import { type ArchivedRun, archivedRun } from '../persistence/history-archive.repository.js';
import { knownRuns } from '../persistence/known-runs.repository.js';
import type { RunName } from '../persistence/run-ledger.repository.js';
import { bytesOf, exportOf, linkedRuns, readArchived } from './run-history.js';

/** One run's history, from the archive or from Temporal, and what is wrong with it before anything is executed. */
export interface RunSource extends RunName {
  /** null: it cannot be read. */
  readonly history: History | null;
  /** The same as the protobuf message `temporal.api.history.v1.History`. */
  readonly bytes: Uint8Array;
  readonly events: number;
  readonly digest: string;
  /** It had not ended when the replay began. */
  readonly isLive: boolean;
  readonly mismatches: readonly Mismatch[];
}

export interface Sources {
  readonly pool: Pool;
  readonly client: Client;
  /** When the replay began. */
  readonly since: Instant;
}

/** Every run of an incident, one at a time: a long chain is never in memory at once. */
export async function* sourcesOf({ pool, client, since }: Sources, incidentKey: string): AsyncIterable<RunSource> {
  const elsewhere = new Map<string, RunName & { readonly isArchived?: boolean }>();
  const read = new Set<string>();
  const follow = (source: RunSource): void => {
    for (const linked of source.history === null ? [] : linkedRuns(source, source.history))
      if (!elsewhere.has(linked.runId)) elsewhere.set(linked.runId, linked);
  };
  for (const known of await knownRuns(pool, incidentKey)) {
    if (read.has(known.runId)) continue;
    const run = known.number === null ? null : await archivedRun(pool, known.number);
    if (run === null) {
      elsewhere.set(known.runId, known);
      continue;
    }
    read.add(run.runId);
    const source = await fromArchive(run);
    follow(source);
    yield source;
  }
  // What a run of Temporal leads to is reached in turn: it may have gone on in another one since the archive was looked at.
  for (const run of elsewhere.values()) {
    if (read.has(run.runId)) continue;
    const source = await fromTemporal(client, run, since);
    follow(source);
    yield run.isArchived === true ? { ...source, mismatches: [found(run, 'ARCHIVE', REMOVED), ...source.mismatches] } : source;
  }
}

const REMOVED = 'the ledger says that it is archived, and its row is gone';

async function fromArchive(run: ArchivedRun): Promise<RunSource> {
  const { workflowId, runId, events, digest } = run;
  const { history, bytes, isIntact, changedEvent } = await readArchived(run);
  const mismatches: Mismatch[] = [];
  if (!isIntact) mismatches.push({ ...found(run, 'HISTORY', changed(changedEvent)), eventId: changedEvent });
  if (run.chain !== archiveLink(run.previous, run))
    mismatches.push(found(run, 'ARCHIVE', 'the row of the archive does not follow in its chain'));
  return { workflowId, runId, events, digest, history, bytes, isLive: false, mismatches };
}

const changed = (eventId: number | null): string =>
  eventId === null ? 'the history is not the one that was exported' : `event ${eventId} is not the one that was exported`;

/** Temporal names its runs so, and no others: of a closed incident that it never had a run of the ledger has another name. */
const RUN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Not exported yet: it still runs, or has just ended. */
async function fromTemporal(client: Client, run: RunName, since: Instant): Promise<RunSource> {
  if (!RUN_ID.test(run.runId)) return goneFrom(run);
  try {
    const handle = client.workflow.getHandle(run.workflowId, run.runId);
    const { status, closeTime } = await handle.describe();
    const history = await handle.fetchHistory();
    const { events, digest } = await exportOf({ ...run, status: status.name, closedAt: closeTime?.getTime() ?? 0 }, history);
    const isLive = closeTime === undefined || closeTime.getTime() > since;
    return { ...run, history, bytes: bytesOf(history), events, digest, isLive, mismatches: [] };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return goneFrom(run);
  }
}

function goneFrom(run: RunName): RunSource {
  const mismatches = [found(run, 'RUN', 'it is in no archive, and Temporal does not have it')];
  return { ...run, history: null, bytes: new Uint8Array(), events: 0, digest: '', isLive: false, mismatches };
}

function found({ workflowId, runId }: RunName, what: MismatchKind, detail: string): Mismatch {
  return { workflowId, runId, eventId: null, seq: null, what, detail, recorded: null, replayed: null };
}
