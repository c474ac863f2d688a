import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Clock } from '../config/clock.js';
import { withLock } from '../persistence/advisory-lock.js';
import { archiveRun } from '../persistence/history-archive.repository.js';
import {
  type Backlog,
  backlogOf,
  type DueRun,
  dueRuns,
  incidentsWithoutRuns,
  noteRuns,
  postpone,
} from '../persistence/run-ledger.repository.js';
import { noteCurrentRun } from './note-current-run.js';
import { exportOf, linkedRuns } from './run-history.js';

const BATCH = 100;
const AT_ONCE = 8;
/** A pass ends after this; the next one goes on. */
const PASS_MS = 20_000;
/** A run that still runs is looked at again after 5 s, 10 s, 20 s … 30 min. A recorded end, or a newer run, makes it due at once. */
const AGAIN_MS = 5_000;
const AGAIN_AT_MOST_MS = 30 * 60_000;
/** Runs of incidents that were never noted are asked for when the relay has had its time. */
const UNNOTED_AFTER_MS = 60_000;
/** Where Temporal has lost a run it is asked again this often: a wrong namespace is mended some day. */
const LOST_AGAIN_MS = 60 * 60_000;

export interface HistoryExporterParts {
  readonly pool: Pool;
  readonly client: Client;
  readonly clock: Clock;
  readonly warn: (message: string, detail: object) => void;
}

export interface ExportPass extends Backlog {
  /** Runs that are in the archive now and were not before. */
  readonly archived: number;
}

/**
 * Brings the history of every run that has ended from Temporal into PostgreSQL, once. It learns of runs from the ledger that the
 * projection writes, and from the histories themselves; never from visibility. Killed at any point, the next pass goes on.
 */
export class HistoryExporter {
  private seenUpTo = 0;

  constructor(private readonly parts: HistoryExporterParts) {}

  /** null: another process is at it. */
  async pass(): Promise<ExportPass | null> {
    const { pool, clock } = this.parts;
    return await withLock(pool, 'tocsin:history-export', async () => {
      await this.noteUnnoted();
      const until = clock.now() + PASS_MS;
      let archived = 0;
      for (;;) {
        const due = await dueRuns(pool, clock.now(), BATCH);
        archived += await this.exportAll(due);
        if (due.length < BATCH || clock.now() > until) return { archived, ...(await backlogOf(pool)) };
      }
    });
  }

  private async exportAll(due: readonly DueRun[]): Promise<number> {
    const waiting = due.values();
    let archived = 0;
    const work = async (): Promise<void> => {
      for (const run of waiting) if ((await this.exportOne(run)) === 'ARCHIVED') archived += 1;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return archived;
  }

  /** [I12] What goes wrong with one run delays no other. */
  private async exportOne(run: DueRun): Promise<'ARCHIVED' | 'LATER'> {
    try {
      if (run.runId !== UNKNOWN_RUN) return await this.exportEnded(run);
      await this.isLost(run);
      return 'LATER';
    } catch (error) {
      if (isNotFound(error)) await this.isLost(run);
      else {
        this.parts.warn('a history could not be exported', { run: run.runId, workflow: run.workflowId, why: String(error) });
        await postpone(this.parts.pool, run, { until: this.again(run) });
      }
      return 'LATER';
    }
  }

  private async exportEnded(run: DueRun): Promise<'ARCHIVED' | 'LATER'> {
    const { pool, client, clock } = this.parts;
    const handle = client.workflow.getHandle(run.workflowId, run.runId);
    const { status, closeTime, raw } = await handle.describe();
    const resetTo = raw.workflowExtendedInfo?.resetRunId;
    if (resetTo) await noteRuns(pool, [{ workflowId: run.workflowId, runId: resetTo }]);
    if (closeTime === undefined) {
      await postpone(pool, run, { until: this.again(run) });
      return 'LATER';
    }
    const history = await handle.fetchHistory();
    await noteRuns(pool, linkedRuns(run, history));
    const ended = { workflowId: run.workflowId, runId: run.runId, status: status.name, closedAt: closeTime.getTime() };
    await archiveRun(pool, await exportOf(ended, history), clock.now());
    return 'ARCHIVED';
  }

  /** Loud: what happened in this run can never be replayed. */
  private async isLost(run: DueRun): Promise<void> {
    const { pool, clock, warn } = this.parts;
    const now = clock.now();
    if (!run.isLost)
      warn('Temporal has no history of this run any more: it ended without being exported', { run: run.runId, workflow: run.workflowId });
    await postpone(pool, run, { until: now + LOST_AGAIN_MS, lostAt: now });
  }

  private again({ checks }: DueRun): number {
    return this.parts.clock.now() + Math.min(AGAIN_MS * 2 ** Math.min(checks, 20), AGAIN_AT_MOST_MS);
  }

  /** What began before there was a ledger, or ended before its first record. A bounded number per pass, in a round. */
  private async noteUnnoted(): Promise<void> {
    const { pool, client, clock } = this.parts;
    const before = clock.now() - UNNOTED_AFTER_MS;
    const found = await incidentsWithoutRuns(pool, { afterNumber: this.seenUpTo, before, limit: BATCH });
    for (const { key, isClosed } of found) {
      if ((await noteCurrentRun(client, pool, key)) === 'NONE' && isClosed) await noteRuns(pool, [{ workflowId: key, runId: UNKNOWN_RUN }]);
    }
    this.seenUpTo = found.at(-1)?.number ?? 0;
  }
}

const NOT_FOUND = 5;

const isNotFound = (error: unknown): boolean =>
  error instanceof WorkflowNotFoundError || (error instanceof Error && 'code' in error && error.code === NOT_FOUND);

/** A closed incident of which Temporal knows no run at all: the ledger shows it as lost. */
const UNKNOWN_RUN = 'unknown';
