import { startServers } from './start-servers.mjs';

/** Servers that already run (`scripts/test-servers.mjs` prints these two variables) are used as they are. */
export default async function globalSetup() {
  const { TOCSIN_TEST_DATABASE_URL: databaseUrl, TOCSIN_TEST_TEMPORAL_ADDRESS: temporalAddress } = process.env;
  if (databaseUrl && temporalAddress) return;
  const servers = await startServers({ databaseUrl: databaseUrl || undefined, temporalAddress: temporalAddress || undefined });
  process.env.TOCSIN_TEST_DATABASE_URL = servers.databaseUrl;
  process.env.TOCSIN_TEST_TEMPORAL_ADDRESS = servers.temporalAddress;
  globalThis.tocsinTestServers = servers;
}
