import autocannon from 'autocannon';
import { waitUntil } from '../services/embedded/wait.js';
import { startBenchServer } from './bench-server.js';
import { cpuMicros } from './process-cpu.js';
import { percentile, printResult, rounded } from './report.js';

const CONNECTIONS = 64;
const REQUESTS = 30_000;
const WARM_UP = 3_000;
const ROUNDS = 3;
const SHOWN_WITHIN_MS = 20_000;

/**
 * The public status page of the whole product, while it tells of an incident: how many readers a second, how long one waits, and
 * what a reader costs the api process. As browsers ask for it, as readers who have it already do, and as monitors do.
 */
const server = await startBenchServer();
try {
  await tellTheIncident();
  const { apiUrl } = server.runtime;
  const etag = (await fetch(`${apiUrl}/status`)).headers.get('etag') ?? '';
  const page = await measured(`${apiUrl}/status`);
  const known = await measured(`${apiUrl}/status`, { 'if-none-match': etag });
  const summary = await measured(`${apiUrl}/status/api/v2/summary.json`);
  printResult({
    pagePerSecond: rounded(page.perSecond, 0),
    pageP99Ms: page.p99,
    pageCpuMicros: rounded(page.cpuMicros, 1),
    knownPerSecond: rounded(known.perSecond, 0),
    knownP99Ms: known.p99,
    knownCpuMicros: rounded(known.cpuMicros, 1),
    summaryPerSecond: rounded(summary.perSecond, 0),
    summaryP99Ms: summary.p99,
    summaryCpuMicros: rounded(summary.cpuMicros, 1),
    pageBytes: page.bytes,
    failed: page.failed + known.failed + summary.failed,
  });
} finally {
  await server.stop();
}
process.exit(0);

/** An incident that a person declared and published, so that the page has something to tell. */
async function tellTheIncident(): Promise<void> {
  const declared = await server.api.graphql<{ declareIncident: { incident: { key: string } } }>(
    `mutation { declareIncident(input: { service: "payments", title: "bench", severity: SEV1, dedupKey: "bench" }) { incident { key } } }`,
  );
  const { key } = declared.declareIncident.incident;
  const publish = `mutation { publishStatusPost(input: { key: "${key}", post: "${key}/post/1" }) { outcome } }`;
  const isSent = (): Promise<boolean> =>
    server.api.graphql(publish).then(
      () => true,
      () => false, // the draft follows the declaration within moments
    );
  const isShown = async (): Promise<boolean> => (await (await fetch(`${server.runtime.apiUrl}/status`)).text()).includes('Going on now');
  if (!(await waitUntil(isSent, SHOWN_WITHIN_MS)) || !(await waitUntil(isShown, SHOWN_WITHIN_MS)))
    throw new Error('the page tells nothing');
}

interface Measured {
  readonly perSecond: number;
  readonly p99: number;
  readonly cpuMicros: number;
  readonly bytes: number;
  readonly failed: number;
}

/** The median of some rounds. */
async function measured(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Measured> {
  const apiPid = server.running.pids().api ?? 0;
  await load(url, headers, WARM_UP);
  const rounds: Measured[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = cpuMicros(apiPid);
    const { result, seconds } = await load(url, headers, REQUESTS);
    const answered = result['2xx'] + result['3xx'];
    rounds.push({
      perSecond: answered / seconds,
      p99: result.latency.p99,
      cpuMicros: (cpuMicros(apiPid) - before) / answered,
      bytes: Math.round(result.throughput.total / answered),
      failed: REQUESTS - answered,
    });
  }
  const median = (pick: (one: Measured) => number): number => percentile(rounds.map(pick), 50);
  return {
    perSecond: median((one) => one.perSecond),
    p99: median((one) => one.p99),
    cpuMicros: median((one) => one.cpuMicros),
    bytes: median((one) => one.bytes),
    failed: rounds.reduce((sum, one) => sum + one.failed, 0),
  };
}

/** autocannon's own duration ends at a tick of its clock: the last answer is what counts. */
async function load(
  url: string,
  headers: Readonly<Record<string, string>>,
  amount: number,
): Promise<{ result: autocannon.Result; seconds: number }> {
  const began = performance.now();
  let ended = began;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon({ url, connections: CONNECTIONS, amount, headers }, (error: unknown, done) =>
      error ? reject(error instanceof Error ? error : new Error('the load could not be run')) : resolve(done),
    );
    instance.on('response', () => {
      ended = performance.now();
    });
  });
  return { result, seconds: (ended - began) / 1_000 };
}
