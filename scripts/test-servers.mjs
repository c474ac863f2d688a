/** Keeps one pair of test servers running and prints the two variables that make every Jest run use it. Ends on Ctrl-C. */
import { startServers } from '../test/support/start-servers.mjs';

const servers = await startServers();
const pids = Object.entries({ supervisor: process.pid, ...servers.pids }).map(([name, pid]) => `${name} ${pid}`);
console.log(`# ${pids.join(', ')}`);
console.log(`export TOCSIN_TEST_DATABASE_URL=${servers.databaseUrl}`);
console.log(`export TOCSIN_TEST_TEMPORAL_ADDRESS=${servers.temporalAddress}`);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => void servers.stop().then(() => process.exit(0)));
}
setInterval(() => undefined, 60_000);
