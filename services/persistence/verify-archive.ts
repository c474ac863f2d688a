import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Pool } from 'pg';
import { archiveLink, sha256Of } from './archive-chain.js';
import { ARCHIVED_RUN, type ArchivedRun } from './history-archive.repository.js';

const unpack = promisify(gunzip);
const BATCH = 50;
const MAX_HISTORY_BYTES = 64 * 1024 * 1024;

/**
 * Where the archive is not what was written. `GAP`: the row of this number is missing. `HISTORY`: its history is not the one exported.
 * `CHAIN`: something else in the row was changed, or a row before it. `TAIL`: the ledger says that this run is archived, and it is not.
 */
export interface BrokenArchive {
  readonly number: number;
  readonly runId: string;
  readonly what: 'GAP' | 'HISTORY' | 'CHAIN' | 'TAIL';
}

export interface ArchiveVerdict {
  readonly runs: number;
  /** The newest link; empty: nothing is archived. */
  readonly head: string;
  /** null: nothing was changed, removed or reordered. */
  readonly broken: BrokenArchive | null;
}

/** Walks the whole archive, a bounded number of rows in memory. A tail that was cut together with its ledger is found by no chain alone. */
export async function verifyArchive(pool: Pool): Promise<ArchiveVerdict> {
  let head = '';
  let runs = 0;
  for (;;) {
    const { rows } = await pool.query<ArchivedRun>(
      `SELECT ${ARCHIVED_RUN} FROM history_archive WHERE history_archive.number > $1 ORDER BY history_archive.number LIMIT $2`,
      [runs, BATCH],
    );
    for (const row of rows) {
      const what = await faultOf(row, runs + 1, head);
      if (what !== null) return { runs, head, broken: { number: runs + 1, runId: what === 'GAP' ? '' : row.runId, what } };
      head = row.chain;
      runs += 1;
    }
    if (rows.length < BATCH) return { runs, head, broken: await cutTail(pool, runs) };
  }
}

async function faultOf(row: ArchivedRun, number: number, previous: string): Promise<BrokenArchive['what'] | null> {
  if (row.number !== number) return 'GAP';
  const bytes = await unpack(row.history, { maxOutputLength: MAX_HISTORY_BYTES }).catch(() => null);
  if (bytes === null || sha256Of(bytes) !== row.digest) return 'HISTORY';
  return row.previous === previous && row.chain === archiveLink(previous, row) ? null : 'CHAIN';
}

async function cutTail(pool: Pool, runs: number): Promise<BrokenArchive | null> {
  const { rows } = await pool.query<{ run_id: string }>(
    `SELECT run_id FROM workflow_runs WHERE archived_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM history_archive a WHERE a.run_id = workflow_runs.run_id)
     ORDER BY archived_at LIMIT 1`,
  );
  return rows[0] === undefined ? null : { number: runs + 1, runId: rows[0].run_id, what: 'TAIL' };
}
