/** Runs the supervisor in a process of its own, so that a test can kill it. Arguments: data directory. Prints one line of JSON when ready. */
import { importCompiled } from '../support/compiled.mjs';

const { startEmbedded } = await importCompiled('services/embedded/supervisor');
const { stopOnSignals } = await importCompiled('services/embedded/stop-on-signals');
const { silentLogger } = await importCompiled('services/embedded/logger');

const servers = await startEmbedded({ dataDir: process.argv[2], ui: 'off' });
stopOnSignals(servers, silentLogger);
console.log(JSON.stringify({ databaseUrl: servers.databaseUrl, temporalAddress: servers.temporalAddress, pids: servers.pids() }));
setInterval(() => undefined, 60_000);
