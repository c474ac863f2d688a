import type { Pool } from 'pg';
import { linked } from '../../../services/audit/seal-digest.js';
import type { SealKey } from '../../../services/audit/seal-key.js';
import { SealsRepository } from '../../../services/audit/seals.repository.js';
import { chainAfter, eventDigest } from '../../../services/persistence/event-chain.js';
import { type ChainedEvent, RECORDED_EVENT } from '../../../services/persistence/incident-chain.js';

/** A forger who knows the code: makes an incident's digests, links and row fit whatever its events say now. */
export async function recomputeIncident(pool: Pool, key: string): Promise<void> {
  const { rows } = await pool.query<ChainedEvent>(
    `SELECT seq, digest, chain, ${RECORDED_EVENT} AS event FROM incident_events WHERE incident_key = $1 ORDER BY seq`,
    [key],
  );
  let chain = '';
  for (const { seq, event } of rows) {
    const digest = eventDigest(event);
    chain = chainAfter(chain, digest);
    await pool.query('UPDATE incident_events SET digest = $3, chain = $4 WHERE incident_key = $1 AND seq = $2', [key, seq, digest, chain]);
  }
  await pool.query('UPDATE incidents SET chain_head = $2, last_seq = $3 WHERE key = $1', [key, chain, rows.length]);
}

/** The same with every seal: each names the heads that the events have now, and signatures are of the forger's own key, or are kept. */
export async function recomputeSeals(pool: Pool, forger: SealKey): Promise<void> {
  const entries = await new SealsRepository(pool).from(1, 10_000);
  let previous = '';
  for (const entry of entries) {
    const link = { number: entry.number, at: entry.at, previous };
    const forged =
      entry.kind === 'SEAL'
        ? linked({ ...link, kind: 'SEAL', heads: await headsNow(pool, entry.heads) })
        : linked({ ...link, kind: 'SIGNATURE', key: forger.id, signature: forger.sign(link) });
    const { number: _number, kind: _kind, at: _at, previous: _previous, digest, ...body } = forged;
    const values = [entry.number, previous, JSON.stringify(body), digest];
    await pool.query('UPDATE chain_seals SET previous = $2, body = $3, digest = $4 WHERE number = $1', values);
    previous = digest;
  }
}

async function headsNow(pool: Pool, heads: readonly { readonly chain: string; readonly length: number; readonly head: string }[]) {
  return await Promise.all(
    heads.map(async ({ chain, length, head }) => {
      const { rows } = await pool.query<{ chain: string }>('SELECT chain FROM incident_events WHERE incident_key = $1 AND seq = $2', [
        chain,
        length,
      ]);
      return { chain, length, head: rows[0]?.chain ?? head };
    }),
  );
}
