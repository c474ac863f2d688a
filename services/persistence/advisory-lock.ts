import type { Pool, PoolClient } from 'pg';

/** What one process at a time does. */
export type Duty = 'tocsin:watchdog' | 'tocsin:sealer' | 'tocsin:history-export' | 'tocsin:cover-news';

/** Runs `work` unless another process is at it: then null. The lock ends with its connection, whatever happens. */
export async function withLock<T>(pool: Pool, duty: Duty, work: () => Promise<T>): Promise<T | null> {
  const client = await pool.connect();
  // A connection that dies while it holds the lock says so here, and only here.
  const lost = (): void => undefined;
  client.on('error', lost);
  let isClean = true;
  try {
    if (!(await isFirst(client, duty))) return null;
    isClean = false;
    try {
      return await work();
    } finally {
      await client.query('SELECT pg_advisory_unlock(hashtext($1))', [duty]);
      isClean = true;
    }
  } finally {
    client.off('error', lost);
    client.release(!isClean);
  }
}

async function isFirst(client: PoolClient, duty: Duty): Promise<boolean> {
  const { rows } = await client.query<{ first: boolean }>('SELECT pg_try_advisory_lock(hashtext($1)) AS first', [duty]);
  return rows[0]?.first === true;
}
