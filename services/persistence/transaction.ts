import type { Pool, PoolClient } from 'pg';

/** Runs `work` in one transaction: all of it or nothing. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const value = await work(client);
    await client.query('COMMIT');
    return value;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => client.release(true));
    throw error;
  } finally {
    client.release();
  }
}
