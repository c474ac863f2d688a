import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import type { ArchivedRun, RunExport } from '../persistence/history-archive.repository.js';
import { incidentOf, type RunName } from '../persistence/run-ledger.repository.js';

const { History: HistoryMessage, HistoryEvent } = proto.temporal.api.history.v1;
const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Temporal ends a run at 50 MiB of history; what unpacks to more is none. */
const MAX_HISTORY_BYTES = 64 * 1024 * 1024;
/** So much of an event's SHA-256 is kept. */
export const EVENT_DIGEST_BYTES = 16;

type Event = NonNullable<History['events']>[number];

/** Of which run, and how it ended as Temporal describes it. */
export interface RunEnd extends RunName {
  readonly status: string;
  readonly closedAt: number;
}

/** A run's whole history as the archive keeps it: the protobuf message of Temporal's own API, event by event what the server sent. */
export async function exportOf(run: RunEnd, history: History): Promise<RunExport> {
  const events = history.events ?? [];
  const bytes = bytesOf(history);
  const started = events[0]?.workflowExecutionStartedEventAttributes;
  return {
    workflowId: run.workflowId,
    runId: run.runId,
    incidentKey: incidentOf(run.workflowId),
    workflowType: started?.workflowType?.name ?? '',
    status: run.status,
    buildId: buildsOf(history).at(-1) ?? null,
    sdkVersion: events.flatMap((event) => event.workflowTaskCompletedEventAttributes?.sdkMetadata?.sdkVersion || []).at(-1) ?? null,
    events: events.length,
    digest: createHash('sha256').update(bytes).digest('hex'),
    startedAt: optionalTsToMs(events[0]?.eventTime) ?? run.closedAt,
    closedAt: run.closedAt,
    history: await pack(bytes),
    eventDigests: Buffer.concat(events.map(eventDigest)),
  };
}

/** The protobuf message `temporal.api.history.v1.History`. */
export const bytesOf = (history: History): Uint8Array => HistoryMessage.encode(history).finish();

const eventDigest = (event: Event): Buffer =>
  createHash('sha256').update(HistoryEvent.encode(event).finish()).digest().subarray(0, EVENT_DIGEST_BYTES);

/** The builds whose worker completed a task of this run, each once, the last one last. */
export function buildsOf(history: History): readonly string[] {
  const ids = (history.events ?? []).flatMap((event) => event.workflowTaskCompletedEventAttributes?.workerVersion?.buildId || []);
  return [...new Set(ids.toReversed())].toReversed();
}

/** A history as it lies in the archive, and what is wrong with it: nothing, or where it is not what was exported. */
export interface ReadHistory {
  /** null: it cannot be read at all. */
  readonly history: History | null;
  /** The message that was read; empty where it cannot be. */
  readonly bytes: Uint8Array;
  /** The event that was changed; null with `isIntact` false: the damage is in none, but in their number or in the row. */
  readonly changedEvent: number | null;
  readonly isIntact: boolean;
}

/** Reads an archived history, and proves it against its digests. Never throws: a damaged one is a finding. */
export async function readArchived({ history: packed, digest, eventDigests }: ArchivedRun): Promise<ReadHistory> {
  const unreadable = { history: null, bytes: new Uint8Array(), changedEvent: null, isIntact: false };
  try {
    const bytes = await unpack(packed, { maxOutputLength: MAX_HISTORY_BYTES });
    const history = HistoryMessage.decode(bytes);
    const isIntact = createHash('sha256').update(bytes).digest('hex') === digest;
    return { history, bytes, isIntact, changedEvent: isIntact ? null : firstChanged(history.events, eventDigests) };
  } catch {
    return unreadable; // gzip's checksum or protobuf's framing says so: the caller names the run
  }
}

function firstChanged(events: readonly Event[], digests: Buffer): number | null {
  for (const [index, event] of events.entries()) {
    const kept = digests.subarray(index * EVENT_DIGEST_BYTES, (index + 1) * EVENT_DIGEST_BYTES);
    if (!eventDigest(event).equals(kept)) return index + 1;
  }
  return null;
}

/** The runs that this history speaks of: before it, after it, that it was reset from or to, and its children of the same incident. */
export function linkedRuns({ workflowId }: RunName, history: History): readonly RunName[] {
  const own = (runId: string | null | undefined): readonly RunName[] => (runId ? [{ workflowId, runId }] : []);
  return (history.events ?? []).flatMap((event) => [
    ...own(event.workflowExecutionStartedEventAttributes?.continuedExecutionRunId),
    ...own(event.workflowExecutionStartedEventAttributes?.firstExecutionRunId),
    ...own(event.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId),
    ...own(event.workflowExecutionCompletedEventAttributes?.newExecutionRunId),
    ...own(event.workflowExecutionFailedEventAttributes?.newExecutionRunId),
    ...own(event.workflowExecutionTimedOutEventAttributes?.newExecutionRunId),
    ...own(event.workflowTaskFailedEventAttributes?.baseRunId),
    ...own(event.workflowTaskFailedEventAttributes?.newRunId),
    ...childOf(workflowId, event),
  ]);
}

function childOf(workflowId: string, event: Event): readonly RunName[] {
  const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
  if (!child?.workflowId || !child.runId || incidentOf(child.workflowId) !== incidentOf(workflowId)) return [];
  return [{ workflowId: child.workflowId, runId: child.runId }];
}
