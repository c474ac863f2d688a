import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import pg from 'pg';
import { startBenchServer } from './bench-server.js';
import { cpuOf } from './process-cpu.js';
import { percentile, printResult, rounded } from './report.js';

const CONNECTIONS = 64;
/**
 * Requests of one round: a second or more each. A fixed number, so that every request is answered and can be counted. The warm-up lets
 * V8 compile both servers: a server that has run for a minute is what is measured.
 */
const REQUESTS = { ingest: 16_000, empty: 50_000, insert: 16_000, warmUp: 40_000 } as const;
const ROUNDS = 7;
/** Alerts of one name are one incident: enough of them that grouping works, few enough that workflows are not what is measured. */
const NAMES = 20;
const INSERT_CONNECTIONS = 16;

/**
 * Durable ingest of distinct alerts over HTTP, against an empty handler of the same server and a loop of single-row inserts in
 * the same PostgreSQL; the three in turn, so that a slow moment of the machine hits all of them.
 */
const server = await startBenchServer();
const empty = fork(fileURLToPath(new URL('./empty-server.js', import.meta.url)), { stdio: 'inherit' });
const pool = new pg.Pool({ connectionString: server.runtime.databaseUrl, max: INSERT_CONNECTIONS });
try {
  const emptyUrl = await new Promise<string>((resolve) => {
    empty.once('message', (message: { address: string }) => resolve(message.address));
  });
  await pool.query('CREATE TABLE bench_insert (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text, body text, at timestamptz)');
  const rates = { ingest: [] as number[], empty: [] as number[], insert: [] as number[] };
  let accepted = 0;
  const cpu: Record<string, number> = {};
  let refused = 0;
  let measured = 0;
  await load(emptyUrl, REQUESTS.warmUp);
  await load(`${server.runtime.apiUrl}/v2/enqueue`, REQUESTS.warmUp).then((warm) => {
    accepted += warm.accepted;
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.empty.push((await load(emptyUrl, REQUESTS.empty)).perSecond);
    const before = cpuOf(server.running.pids());
    const ingest = await load(`${server.runtime.apiUrl}/v2/enqueue`, REQUESTS.ingest);
    for (const [name, used] of Object.entries(cpuOf(server.running.pids()))) cpu[name] = (cpu[name] ?? 0) + used - (before[name] ?? 0);
    accepted += ingest.accepted;
    measured += ingest.accepted;
    refused += ingest.refused;
    rates.ingest.push(ingest.perSecond);
    rates.insert.push(await insertLoop());
  }
  const { rows } = await pool.query<{ n: string }>(`SELECT count(*) AS n FROM alerts WHERE dedup_key LIKE 'bench/%'`);
  const median = (values: readonly number[]): number => percentile(values, 50);
  printResult({
    acceptedPerSecond: rounded(median(rates.ingest), 0),
    emptyPerSecond: rounded(median(rates.empty), 0),
    insertPerSecond: rounded(median(rates.insert), 0),
    ratioToEmpty: rounded(median(rates.ingest.map((rate, i) => rate / (rates.empty[i] ?? Number.NaN))), 3),
    ratioToInsert: rounded(median(rates.ingest.map((rate, i) => rate / (rates.insert[i] ?? Number.NaN))), 3),
    ...Object.fromEntries(Object.entries(cpu).map(([name, used]) => [`${name}CpuMicrosPerAlert`, rounded(used / measured, 1)])),
    accepted,
    refused,
    rows: Number(rows[0]?.n ?? 0),
    rowsEqualAccepted: String(Number(rows[0]?.n ?? 0) === accepted),
  });
} finally {
  await pool.end();
  empty.kill();
  await server.stop();
}
process.exit(0);

interface Load {
  readonly perSecond: number;
  readonly accepted: number;
  readonly refused: number;
}

/** autocannon's own duration ends at a tick of its clock, up to a second after the last answer: the last answer is what counts. */
async function load(url: string, requests: number): Promise<Load> {
  const amount = { sent: 0 };
  const body = (): string => {
    amount.sent += 1;
    const alertname = `Bench${amount.sent % NAMES}`;
    return JSON.stringify({
      routing_key: server.keys.pagerduty,
      event_action: 'trigger',
      dedup_key: `bench/${randomUUID()}`,
      payload: {
        summary: `${alertname} on payments`,
        source: 'bench',
        severity: 'warning',
        class: alertname,
        custom_details: { service: 'payments', alertname },
      },
    });
  };
  const began = performance.now();
  let ended = began;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options: autocannon.Options = {
      url,
      connections: CONNECTIONS,
      amount: requests,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      requests: [{ method: 'POST', setupRequest: (request) => ({ ...request, body: body() }) }],
    };
    const instance = autocannon(options, (error: unknown, done) =>
      error ? reject(error instanceof Error ? error : new Error('the load could not be run')) : resolve(done),
    );
    instance.on('response', () => {
      ended = performance.now();
    });
  });
  return { perSecond: result['2xx'] / ((ended - began) / 1_000), accepted: result['2xx'], refused: result.non2xx + result.errors };
}

async function insertLoop(): Promise<number> {
  const began = performance.now();
  const text = 'x'.repeat(300);
  let left: number = REQUESTS.insert;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await pool.query('INSERT INTO bench_insert (key, body, at) VALUES ($1, $2, to_timestamp(0))', [randomUUID(), text]);
    }
  };
  await Promise.all(Array.from({ length: INSERT_CONNECTIONS }, one));
  return REQUESTS.insert / ((performance.now() - began) / 1_000);
}
