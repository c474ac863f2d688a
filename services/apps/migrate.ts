import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../config/environment.js';
import { forRole, type RoleSettings } from '../config/required.js';
import { HandbookService } from '../handbook/handbook.service.js';
import { reconcileNamespace } from '../orchestration/reconcile-namespace.js';
import { connectTemporal } from '../orchestration/temporal-connection.js';
import { temporalOptionsFrom } from '../orchestration/temporal-options.js';
import { createDataSource, migrate } from '../persistence/data-source.js';
import { poolOf } from '../persistence/sql.js';
import { runAsRole } from './role.js';
import { applyHandbook } from './up/prepare.js';

/** Brings a database's schema up to this build; what it did, a line each. */
export async function migrateDatabase(databaseUrl: string): Promise<readonly string[]> {
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 2 }).initialize();
  try {
    return await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** Makes the handbook of `TOCSIN_HANDBOOK` the running one; what changed, a line each. The roles api and worker never do. */
async function applyHandbookOf(settings: RoleSettings): Promise<readonly string[]> {
  if (settings.TOCSIN_HANDBOOK === undefined) return [];
  const dataSource = await createDataSource({ url: settings.DATABASE_URL, poolSize: 2 }).initialize();
  try {
    const service = new HandbookService(poolOf(dataSource));
    return (await applyHandbook(service, { handbook: settings.TOCSIN_HANDBOOK, me: undefined })).diff;
  } finally {
    await dataSource.destroy();
  }
}

/** The role `migrate`: the schema, the Temporal namespace, and the handbook where one is named; then ends. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runAsRole('migrate', async (log) => {
    const settings = forRole(readEnvironment());
    for (const name of await migrateDatabase(settings.DATABASE_URL)) log.info({ migration: name }, 'applied');
    const temporal = connectTemporal(temporalOptionsFrom(settings));
    for (const change of await reconcileNamespace(temporal.client)) log.info(change);
    await temporal.close();
    for (const line of await applyHandbookOf(settings)) log.info({ handbook: line }, 'changed');
    return { done: Promise.resolve(), stop: () => Promise.resolve() };
  });
}
