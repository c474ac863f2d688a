import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Pool } from 'pg';
import { canonicalJson } from '../../domain/audit/canonical-json.js';

/** One run that was archived: what its link binds, and its history, gzip. */
export interface ArchivedHistory {
  readonly facts: Readonly<Record<string, string | number | null>> & { readonly number: number };
  readonly previous: string;
  readonly chain: string;
  readonly history: Buffer;
}

/** The columns that a link binds, in the words in which it binds them. */
const FACTS = `json_build_object('number', number, 'workflowId', workflow_id, 'runId', run_id, 'incidentKey', incident_key,
  'workflowType', workflow_type, 'status', status, 'buildId', build_id, 'sdkVersion', sdk_version, 'events', events, 'digest', digest,
  'startedAt', round(extract(epoch FROM started_at) * 1000)::bigint, 'closedAt', round(extract(epoch FROM closed_at) * 1000)::bigint)`;

const SELECT = `SELECT ${FACTS} AS facts, previous, chain, history FROM history_archive`;

/** Of an incident, oldest first; its children's and earlier runs too. */
export async function archivedHistories(pool: Pool, incidentKey: string): Promise<readonly ArchivedHistory[]> {
  if (!(await hasArchive(pool))) return [];
  return (await pool.query<ArchivedHistory>(`${SELECT} WHERE incident_key = $1 ORDER BY number`, [incidentKey])).rows;
}

/** Histories read at once: each may be megabytes. */
const BATCH = 20;

/** The first archived history that is not what was archived; null: all are. */
export async function firstBrokenHistory(
  pool: Pool,
): Promise<{ readonly number: number; readonly what: 'CHANGED' | 'REMOVED' | 'RELINKED' } | null> {
  if (!(await hasArchive(pool))) return null;
  let [next, previous] = [1, ''];
  for (;;) {
    const { rows } = await pool.query<ArchivedHistory>(`${SELECT} WHERE number >= $1 ORDER BY number LIMIT $2`, [next, BATCH]);
    for (const row of rows) {
      const what = wrongWith(row, next, previous);
      if (what !== null) return { number: next, what };
      [next, previous] = [next + 1, row.chain];
    }
    if (rows.length < BATCH) return null;
  }
}

function wrongWith(
  { facts, previous, chain, history }: ArchivedHistory,
  number: number,
  before: string,
): 'CHANGED' | 'REMOVED' | 'RELINKED' | null {
  if (facts.number !== number) return 'REMOVED';
  if (previous !== before) return 'RELINKED';
  return sha256(`${previous}\n${canonicalJson(facts)}`) === chain && digestOf(history) === facts['digest'] ? null : 'CHANGED';
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** null: these bytes are no archive. */
function digestOf(history: Buffer): string | null {
  try {
    return sha256(gunzipSync(history));
  } catch {
    return null; // the caller names it as changed
  }
}

/** Whether this installation archives histories at all. */
export const hasArchive = async (pool: Pool): Promise<boolean> =>
  (await pool.query<{ there: boolean }>(`SELECT to_regclass('history_archive') IS NOT NULL AS there`)).rows[0]?.there === true;
