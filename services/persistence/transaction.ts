import type { Pool, PoolClient } from 'pg';

/** Runs `work` in one transaction: all of it or nothing. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that dies says so twice: to the statement under way, and here, where nobody needs to hear it again.
  const lost = (): void => undefined;
  client.on('error', lost);
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const value = await work(client);
    await client.query('COMMIT');
    return value;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: unknown) => {
      broken = lost instanceof Error ? lost : new Error(String(lost));
    });
    throw error;
  } finally {
    client.off('error', lost);
    client.release(broken);
  }
}
