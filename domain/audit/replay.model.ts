import type { IncidentEvent } from '../incidents/incident-event.model.js';
import type { Instant } from '../instant.js';

/** What a workflow asks for. One word per kind of command, whatever names the history and the SDK have for it. */
export const COMMAND_KINDS_REPLAYED = [
  'ACTIVITY',
  'ACTIVITY_CANCEL',
  'TIMER',
  'TIMER_CANCEL',
  'CHILD',
  'SIGNAL',
  'CANCEL',
  'UPDATE',
  'PATCH',
  'SEARCH_ATTRIBUTES',
  'MEMO',
  'CONTINUE_AS_NEW',
  'RESULT',
] as const;
export type ReplayedKind = (typeof COMMAND_KINDS_REPLAYED)[number];

/** One command: `id` tells it from others of its kind in the same run, `facts` is what it says. JSON-safe; what was written as JSON is a `JsonText`. */
export interface IssuedCommand {
  readonly kind: ReplayedKind;
  readonly id: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A command as the history has it. */
export interface RecordedCommand extends IssuedCommand {
  readonly eventId: number;
  /** What an activity came to, where it was asked for by the projector: only what was committed is in the timeline. */
  readonly projected?: 'COMMITTED' | 'FENCED' | 'UNKNOWN';
}

/**
 * What differs.
 * `ARCHIVE`: a row of the archive is not what was written. `HISTORY`: an event is not the one that was exported. `RUN`: a run is not there.
 * `BUNDLE`: the code of the recorded build is not what was archived. `COMMAND`: another command, or none. `ACTIVITY_TYPE`,
 * `ACTIVITY_INPUT`, `TIMER_DURATION`, `RESULT` and so on: the same command with other facts. `TIMELINE`: a stored row is not what the
 * workflow decided. `REPLAY`: it could not be executed at all.
 */
export const MISMATCH_KINDS = [
  'ARCHIVE',
  'HISTORY',
  'RUN',
  'BUNDLE',
  'COMMAND',
  'ACTIVITY_TYPE',
  'ACTIVITY_INPUT',
  'TIMER_DURATION',
  'CHILD',
  'SIGNAL',
  'UPDATE_RESULT',
  'CONTINUE_AS_NEW',
  'RESULT',
  'ATTRIBUTES',
  'TIMELINE',
  'REPLAY',
] as const;
export type MismatchKind = (typeof MISMATCH_KINDS)[number];

export interface Mismatch {
  readonly workflowId: string;
  /** null: it concerns no one run. */
  readonly runId: string | null;
  /** The event of that run's history; null where none can be named. */
  readonly eventId: number | null;
  /** The row of the timeline; null where it concerns none. */
  readonly seq: number | null;
  readonly what: MismatchKind;
  /** In one sentence. */
  readonly detail: string;
  /** At most 2 000 characters of JSON; null: nothing. */
  readonly recorded: string | null;
  readonly replayed: string | null;
}

/** What re-executing one history came to. */
export interface Execution {
  readonly commands: readonly IssuedCommand[];
  /** null: it ran to its end. */
  readonly failure: ExecutionFailure | null;
}

export interface ExecutionFailure {
  /** `NONDETERMINISM`: this code issues other commands than are recorded. `FAILED`: it could not be executed. */
  readonly kind: 'NONDETERMINISM' | 'FAILED';
  /** In the words of the SDK. */
  readonly message: string;
  /** The event at which it was noticed, where the SDK names it. */
  readonly eventId: number | null;
}

/** A row of the stored timeline. */
export interface StoredEvent {
  readonly seq: number;
  readonly event: IncidentEvent;
  /** Whether the stored digest is the digest of the stored body. */
  readonly isDigestTrue: boolean;
  /** Whether the stored link follows from the link before and the digest. */
  readonly isChainTrue: boolean;
}

export interface ReplayedRun {
  readonly workflowId: string;
  readonly runId: string;
  /**
   * RECORDED: the archived code of the build that ran it, on the SDK that it was bundled with. TODAY: the code of this process; also of a
   * run in which nothing could be executed, since no worker had it (`builds` is empty) or its history cannot be read.
   */
  readonly ranOn: 'RECORDED' | 'TODAY';
  readonly buildId: string;
  /** Every build that executed a task of it, the last one last. */
  readonly builds: readonly string[];
  readonly events: number;
  readonly digest: string;
  /** It had not ended when the replay began. */
  readonly isLive: boolean;
}

export interface ReplayReport {
  readonly incidentKey: string;
  readonly match: boolean;
  /** RECORDED only if every run that was executed was, and one was. */
  readonly ranOn: 'RECORDED' | 'TODAY';
  /** Of the newest run that was executed. */
  readonly buildId: string;
  readonly events: number;
  /** SHA-256 over the digests of the histories, in their order. */
  readonly digest: string;
  readonly runs: readonly ReplayedRun[];
  /** The first hundred. */
  readonly mismatches: readonly Mismatch[];
  /** How many more there are. */
  readonly moreMismatches: number;
  readonly replayedAt: Instant;
}
