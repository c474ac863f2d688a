import type { DataSource } from 'typeorm';
import { createDataSource, migrate } from '../../../services/persistence/data-source.js';
import { testServers } from '../../support/servers.js';

let database: DataSource;
beforeAll(async () => {
  const { databaseUrl } = await testServers({ schema: 'empty' });
  database = await createDataSource({ url: databaseUrl, poolSize: 3 }).initialize();
});
afterAll(() => database.destroy());

/** Every column, constraint and index, as PostgreSQL describes it. */
async function schema(): Promise<readonly string[]> {
  const rows: { line: string }[] = await database.query(`
    SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS line
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'
    UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND conrelid <> 'migrations'::regclass
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations'
    ORDER BY 1`);
  return rows.map((row) => row.line);
}

it('every migration goes up, down and up again, and leaves the same schema', async () => {
  const applied = await migrate(database);
  const first = await schema();
  expect(first.length).toBeGreaterThan(100);

  for (let i = 0; i < applied.length; i += 1) await database.undoLastMigration({ transaction: 'each' });
  expect(await schema()).toEqual([]);

  expect(await migrate(database)).toEqual(applied);
  expect(await schema()).toEqual(first);
});

it('two processes that migrate at once do it once', async () => {
  const { databaseUrl } = await testServers({ schema: 'empty' });
  const both = await Promise.all([1, 2].map(() => createDataSource({ url: databaseUrl, poolSize: 3 }).initialize()));
  try {
    const done = await Promise.all(both.map((one) => migrate(one)));
    expect(done.map((names) => names.length).sort()).toEqual([0, done.flat().length]);
  } finally {
    await Promise.all(both.map((one) => one.destroy()));
  }
});

it('every constraint and index of our tables has a name of our own', async () => {
  const rows: { name: string }[] = await database.query(`
    SELECT conname AS name FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> 'migrations'::regclass
    UNION SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations'`);
  expect(rows.map((row) => row.name).filter((name) => !/^(pk|fk|uq|ck|ix)_/.test(name))).toEqual([]);
});
