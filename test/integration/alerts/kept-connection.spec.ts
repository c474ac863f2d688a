import pg from 'pg';
import { KeptConnection } from '../../../services/alerts/kept-connection.js';
import { testServers } from '../../support/servers.js';
import { eventually } from './ingest-world.js';

describe('a connection that is kept from statement to statement', () => {
  let pool: pg.Pool;
  let kept: KeptConnection;
  beforeEach(async () => {
    pool = new pg.Pool({ connectionString: (await testServers()).databaseUrl, max: 2 });
    kept = new KeptConnection(pool);
  });
  afterEach(async () => await pool.end());

  const backend = async (): Promise<number> =>
    (await kept.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' })).rows[0]?.pid ?? 0;
  const inUse = (): number => pool.totalCount - pool.idleCount;

  it('is one connection until it rests, and then the pool’s again', async () => {
    expect(await backend()).toBe(await backend());
    expect(inUse()).toBe(1);
    kept.rest();
    expect(inUse()).toBe(0);
    kept.rest(); // nothing to give back
    expect(await backend()).toBeGreaterThan(0);
    kept.rest();
  });

  it('lives on when PostgreSQL refuses a statement', async () => {
    const before = await backend();
    await expect(kept.query({ text: 'SELECT 1 / 0' })).rejects.toThrow('division by zero');
    expect(await backend()).toBe(before);
    kept.rest();
    expect(inUse()).toBe(0);
  });

  it('is another one after it broke, in a query or between two', async () => {
    const first = await backend();
    await expect(kept.query({ text: 'SELECT pg_terminate_backend(pg_backend_pid())' })).rejects.toThrow();
    const second = await backend();
    expect(second).not.toBe(first);
    await pool.query('SELECT pg_terminate_backend($1)', [second]);
    await eventually(async () => (await pool.query('SELECT FROM pg_stat_activity WHERE pid = $1', [second])).rowCount === 0);
    const third = await eventually(() => backend().catch(() => null));
    expect([first, second]).not.toContain(third);
    kept.rest();
    expect(inUse()).toBe(0);
  });
});
