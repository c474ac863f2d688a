import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { sqlStateOf } from './write-failure.js';

/**
 * One connection of a pool, kept from query to query until `rest`: while it is kept, a query is on its way to PostgreSQL when `query`
 * returns, before anything else that waits in this turn of the event loop. For one query at a time.
 * A connection that breaks is given up with the query that it failed; the next query takes another one.
 */
export class KeptConnection {
  private client: PoolClient | null = null;

  constructor(private readonly pool: Pool) {}

  async query<R extends QueryResultRow>(config: QueryConfig): Promise<QueryResult<R>> {
    const client = this.client ?? (await this.take());
    try {
      return await client.query<R>(config);
    } catch (error) {
      if (!isAnswered(error)) this.giveUp(client, error);
      throw error;
    }
  }

  /** Gives the connection back to the pool. */
  rest(): void {
    const { client } = this;
    this.client = null;
    client?.off('error', ignored).release();
  }

  private async take(): Promise<PoolClient> {
    const client = await this.pool.connect();
    // The query under way learns of it too; without a listener it would end the process.
    client.on('error', ignored);
    this.client = client;
    return client;
  }

  private giveUp(client: PoolClient, error: unknown): void {
    if (this.client === client) this.client = null;
    client.release(error instanceof Error ? error : true);
  }
}

const ignored = (): void => undefined;

/** PostgreSQL refused the statement, and the connection lives on. Class 57: it is being ended. */
function isAnswered(error: unknown): boolean {
  const code = sqlStateOf(error);
  return code !== null && !/^(08|57P)/.test(code);
}
