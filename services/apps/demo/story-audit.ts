import type { Pool } from 'pg';
import { createDataSource } from '../../persistence/data-source.js';
import { poolOf } from '../../persistence/sql.js';
import { type DemoParts, type Lived, seen } from './steps.js';

export interface Replayed {
  readonly match: boolean;
  readonly ranOn: string;
  readonly runs: number;
  readonly events: number;
}

/** What somebody changed behind the product's back, as the audit names it. */
export interface Forgery {
  readonly incident: string;
  readonly seq: number;
  readonly what: string;
}

export interface Audited {
  readonly replay: Replayed;
  readonly forgeryFound: boolean;
  readonly forgery: Forgery | null;
}

/** The exporter looks every ten seconds. */
const ARCHIVED_WITHIN_MS = 45_000;

/** What happened is executed again from the archive; then somebody rewrites history, and is found. */
export async function tellAudit(parts: DemoParts, lived: Lived): Promise<Audited> {
  parts.say.chapter('The audit', 'goes on');
  const dataSource = await createDataSource({ url: parts.runtime.databaseUrl, poolSize: 1 }).initialize();
  try {
    const replay = await isReplayed(parts, lived, poolOf(dataSource));
    const forgery = await isForged(parts, lived, poolOf(dataSource));
    return { replay, forgeryFound: forgery !== null, forgery };
  } finally {
    await dataSource.destroy();
  }
}

const OF_THE_RUNS = `
SELECT count(*)::int AS runs, count(archived_at)::int AS archived FROM workflow_runs WHERE incident_key = $1
`;

const REPLAY = `query ($key: ID!) {
  replayIncident(key: $key) { match ranOn events runs { workflowId isLive } mismatches { detail } }
}`;

interface ReplayAnswer {
  readonly match: boolean;
  readonly ranOn: string;
  readonly events: number;
  readonly runs: readonly { readonly workflowId: string; readonly isLive: boolean }[];
  readonly mismatches: readonly { readonly detail: string }[];
}

async function isReplayed({ api, say }: DemoParts, { key, time }: Lived, pool: Pool): Promise<Replayed> {
  await seen(
    'every run of the incident in the archive',
    async () => {
      const { rows } = await pool.query<{ runs: number; archived: number }>(OF_THE_RUNS, [key]);
      const { runs, archived } = rows[0] ?? { runs: 0, archived: 0 };
      return runs > 1 && archived === runs ? runs : null;
    },
    ARCHIVED_WITHIN_MS,
  );
  const { replayIncident: replay } = await api.graphql<{ replayIncident: ReplayAnswer }>(REPLAY, { key });
  if (replay.runs.some(({ isLive }) => isLive)) throw new Error('a run was replayed from Temporal, not from the archive');
  const { match, ranOn, events, runs } = replay;
  const words = match ? 'every decision is the same' : `DIFFERENT: ${replay.mismatches.map(({ detail }) => detail).join('; ')}`;
  say.tell(
    await time.now(),
    `replayed ${events} history events of ${runs.length} workflows from the archive, on the ${ranOn.toLowerCase()} build: ${words}`,
  );
  return { match, ranOn, runs: runs.length, events };
}

const TARGET = `
SELECT seq::int AS seq, body::text AS body FROM incident_events WHERE incident_key = $1 AND type = 'Acknowledged' ORDER BY seq LIMIT 1
`;
const FORGE = `UPDATE incident_events SET body = jsonb_set(body, '{by,person}', '"nobody"') WHERE incident_key = $1 AND seq = $2`;
const PUT_BACK = 'UPDATE incident_events SET body = $3::jsonb WHERE incident_key = $1 AND seq = $2';

const VERIFY = 'query ($key: ID!) { verifyAudit(keys: [$key]) { sound findings { chain index what detail } } }';

interface VerifyAnswer {
  readonly sound: boolean;
  readonly findings: readonly { readonly chain: string; readonly index: number; readonly what: string; readonly detail: string }[];
}

const verify = async ({ api }: DemoParts, key: string): Promise<VerifyAnswer> =>
  (await api.graphql<{ verifyAudit: VerifyAnswer }>(VERIFY, { key })).verifyAudit;

/** One row is changed behind the product's back, is found, and is put back. null: it was not found, or something else was. */
async function isForged(parts: DemoParts, { key, time }: Lived, pool: Pool): Promise<Forgery | null> {
  const { say } = parts;
  await isSound(parts, key);
  const target = (await pool.query<{ seq: number; body: string }>(TARGET, [key])).rows[0];
  if (target === undefined) throw new Error('there is no acknowledgement to forge');
  const { seq, body } = target;
  await pool.query(FORGE, [key, seq]);
  say.tell(await time.now(), `somebody rewrites in the database who acknowledged: event ${seq}`);
  const { sound, findings } = await verify(parts, key);
  const found = findings.find(({ chain, index }) => chain === key && index === seq);
  if (sound || found === undefined) return null;
  say.tell(await time.now(), `the audit names it: ${found.chain}, ${found.what}: ${found.detail}`);
  await pool.query(PUT_BACK, [key, seq, body]);
  await isSound(parts, key);
  say.tell(await time.now(), 'put back as it was: the record is sound');
  return { incident: found.chain, seq: found.index, what: found.what };
}

async function isSound(parts: DemoParts, key: string): Promise<void> {
  const { sound, findings } = await verify(parts, key);
  if (!sound) throw new Error(`the record is not sound: ${findings.map(({ detail }) => detail).join('; ')}`);
}
