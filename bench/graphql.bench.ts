import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import { notification, startBenchServer } from './bench-server.js';
import { cpuMicros } from './process-cpu.js';
import { percentile, printResult, rounded } from './report.js';

const INCIDENTS = 60;
const CONNECTIONS = 8;
const ROUNDS = 5;
const REQUESTS = { trivial: 3_000, incident: 3_000, list: 1_000 } as const;
const PATIENCE_MS = 60_000;

const HEAD = 'key title severity status service { id name } detectedAt firingAlerts latest { seq at summary }';
type Query = keyof typeof REQUESTS;

/**
 * What a GraphQL request costs the api process in CPU: one incident by its key, and a list of 50 with the heads of their timelines,
 * beside a query that reads nothing; over HTTP with a token, the three in turn.
 */
const server = await startBenchServer();
try {
  await server.api.graphql('{ __typename }');
  const startsAt = new Date().toISOString();
  const alerts = Array.from({ length: INCIDENTS }, (_, n) => `Read${n}`);
  await fetch(`${server.runtime.apiUrl}/ingest/alertmanager/${server.keys.alertmanager}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: notification(alerts, startsAt),
  });
  const key = await untilPaged();
  const queries: Readonly<Record<Query, string>> = {
    trivial: '{ __typename }',
    incident: `{ incident(key: "${key}") { ${HEAD} } }`,
    list: `{ incidents(first: 50) { nodes { ${HEAD} } } }`,
  };
  const micros: Record<Query, number[]> = { trivial: [], incident: [], list: [] };
  const names = ['trivial', 'incident', 'list'] as const;
  for (const name of names) await cpuPerRequest(queries[name], REQUESTS[name]); // lets V8 compile
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) micros[name].push(await cpuPerRequest(queries[name], REQUESTS[name]));
  }
  const median = (name: Query): number => percentile(micros[name], 50);
  printResult({
    trivialCpuMicros: rounded(median('trivial')),
    incidentCpuMicros: rounded(median('incident')),
    listCpuMicros: rounded(median('list')),
    incidentToTrivial: rounded(median('incident') / median('trivial'), 2),
    listToTrivial: rounded(median('list') / median('trivial'), 2),
  });
} finally {
  await server.stop();
}
process.exit(0);

/** The key of one of the incidents, once each of them has a timeline of three entries. */
async function untilPaged(): Promise<string> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const { incidents } = await server.api.graphql<{ incidents: { nodes: { key: string; latest: unknown[] }[] } }>(
      '{ incidents(first: 100) { nodes { key latest { seq } } } }',
    );
    const ready = incidents.nodes.filter((node) => node.latest.length === 3);
    if (ready.length >= INCIDENTS) return ready[0]?.key ?? '';
    if (performance.now() > until) throw new Error(`${ready.length} of ${INCIDENTS} incidents were paged within ${PATIENCE_MS} ms`);
    await delay(200);
  }
}

async function cpuPerRequest(query: string, amount: number): Promise<number> {
  const pid = server.running.pids()['api'];
  if (pid === undefined) throw new Error('the api does not run');
  const before = cpuMicros(pid);
  const result = await autocannon({
    url: `${server.runtime.apiUrl}/graphql`,
    connections: CONNECTIONS,
    amount,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
    body: JSON.stringify({ query }),
  });
  if (result['2xx'] !== amount) throw new Error(`${result['2xx']} of ${amount} requests were answered`);
  return (cpuMicros(pid) - before) / amount;
}
