/** Keeps one pair of test servers running and prints the two variables that make every Jest run use it. Ends on Ctrl-C. */
import { importCompiled } from '../test/support/compiled.mjs';
import { startServers } from '../test/support/start-servers.mjs';

const servers = await startServers();
const pids = Object.entries({ supervisor: process.pid, ...servers.pids }).map(([name, pid]) => `${name} ${pid}`);
console.log(`# ${pids.join(', ')}`);
console.log(`export TOCSIN_TEST_DATABASE_URL=${servers.databaseUrl}`);
console.log(`export TOCSIN_TEST_TEMPORAL_ADDRESS=${servers.temporalAddress}`);

const { stopOnSignals } = await importCompiled('services/embedded/stop-on-signals');
const { silentLogger } = await importCompiled('services/embedded/logger');
stopOnSignals(servers, silentLogger);
setInterval(() => undefined, 60_000);
