import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../config/environment.js';
import { forRole } from '../config/required.js';
import { connectTemporal } from '../orchestration/temporal-connection.js';
import { temporalOptionsFrom } from '../orchestration/temporal-options.js';
import { reconcileNamespace } from '../orchestration/reconcile-namespace.js';
import { createDataSource, migrate } from '../persistence/data-source.js';
import { runAsRole } from './role.js';

/** Brings a database's schema up to this build; what it did, a line each. */
export async function migrateDatabase(databaseUrl: string): Promise<readonly string[]> {
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 2 }).initialize();
  try {
    return await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** The role `migrate`: the schema and the Temporal namespace, then ends. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runAsRole('migrate', async (log) => {
    const settings = forRole(readEnvironment());
    for (const name of await migrateDatabase(settings.DATABASE_URL)) log.info({ migration: name }, 'applied');
    const temporal = connectTemporal(temporalOptionsFrom(settings));
    for (const change of await reconcileNamespace(temporal.client)) log.info(change);
    await temporal.close();
    return { done: Promise.resolve(), stop: () => Promise.resolve() };
  });
}
