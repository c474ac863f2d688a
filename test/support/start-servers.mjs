/** One PostgreSQL and one Temporal dev server for a whole test run: virtual time on, no UI, nothing survives. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importCompiled } from './compiled.mjs';

/** Starts what is not given; resolves to `{ databaseUrl, temporalAddress, pids, stop, kill }`. */
export async function startServers({ databaseUrl, temporalAddress } = {}) {
  const { startEmbedded } = await importCompiled('services/embedded/supervisor');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'tocsin-test-'));
  const servers = await startEmbedded({ dataDir, databaseUrl, temporalAddress, virtualTime: 'on', ui: 'off', durability: 'none' });
  return {
    kill: servers.kill,
    databaseUrl: servers.databaseUrl,
    temporalAddress: servers.temporalAddress,
    pids: servers.pids(),
    async stop() {
      await servers.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
