import pg from 'pg';
import { testServers } from '../support/servers.js';

const rows = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('the test servers', () => {
  it('give every caller a migrated database of its own', async () => {
    const [first, second] = await Promise.all([testServers(), testServers()]);
    await rows(first.databaseUrl, 'create table only_here (id int)');
    expect(await rows(first.databaseUrl, `select to_regclass('incidents')::text as found`)).toEqual([{ found: 'incidents' }]);
    expect(await rows(second.databaseUrl, `select to_regclass('only_here')::text as found`)).toEqual([{ found: null }]);
  });

  it('give an empty database to tests of the migrations', async () => {
    const { databaseUrl } = await testServers({ schema: 'empty' });
    expect(await rows(databaseUrl, `select count(*)::int as tables from pg_tables where schemaname = 'public'`)).toEqual([{ tables: 0 }]);
  });
});
