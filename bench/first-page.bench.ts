import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { notification, startBenchServer } from './bench-server.js';
import { measureHops } from './hops.js';
import { cpuOf } from './process-cpu.js';
import { percentile, printResult, rounded } from './report.js';

const PER_SECOND = 5;
const SECONDS = 30;
/** Receipts and records of the last incidents are awaited so long before anything is counted. */
const SETTLE_MS = 3_000;
const WARM_UP = 10;
const ARRIVED_WITHIN_MS = 20_000;

/**
 * Open loop: an alert every 200 ms for 30 s, each a new Sev2 incident, whether or not the last one was answered.
 * Measured from the moment the sender starts to send until the page is at its receiver; accepted → page subtracts the ingest's own answer.
 */
const server = await startBenchServer();
const pool = new pg.Pool({ connectionString: server.runtime.databaseUrl, max: 1 });
try {
  const startsAt = new Date().toISOString();
  const sent = new Map<string, { accepted: number }>();
  const post = async (name: string): Promise<void> => {
    const response = await fetch(`${server.runtime.apiUrl}/ingest/alertmanager/${server.keys.alertmanager}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: notification([name], startsAt),
    });
    if (response.status !== 202) throw new Error(`ingest answered ${response.status}`);
    sent.set(name, { accepted: performance.now() });
  };
  const arrival = (name: string) =>
    server.receivers.until((page) => page.channel === 'ntfy' && page.title.includes(`${name} `), name, ARRIVED_WITHIN_MS);

  for (let i = 0; i < WARM_UP; i += 1) {
    await post(`Warm${i}`);
    await arrival(`Warm${i}`);
  }
  const posting: Promise<void>[] = [];
  const names = Array.from({ length: PER_SECOND * SECONDS }, (_, i) => `Bench${String(i).padStart(4, '0')}`);
  const began = performance.now();
  const cpuBefore = cpuOf(server.running.pids());
  for (const [i, name] of names.entries()) {
    await delay(Math.max(0, began + (i * 1_000) / PER_SECOND - performance.now()));
    posting.push(post(name));
  }
  await Promise.all(posting);
  const journeys = [];
  for (const name of names) {
    const accepted = sent.get(name)?.accepted ?? Number.NaN;
    const { receivedAt } = await arrival(name);
    journeys.push({ name, acceptedAt: performance.timeOrigin + accepted, receivedAt: performance.timeOrigin + receivedAt });
  }
  const latencies = journeys.map((one) => one.receivedAt - one.acceptedAt);
  await delay(SETTLE_MS);
  const cpu = cpuOf(server.running.pids());
  const hops = await measureHops({ temporalAddress: server.runtime.temporalAddress, pool }, journeys);
  printResult({
    alerts: names.length,
    p50Ms: rounded(Math.max(0, percentile(latencies, 50))),
    p90Ms: rounded(percentile(latencies, 90)),
    p99Ms: rounded(percentile(latencies, 99)),
    maxMs: rounded(Math.max(...latencies)),
    ...hops,
    ...Object.fromEntries(
      Object.entries(cpu).map(([name, micros]) => [
        `${name}CpuMsPerIncident`,
        rounded((micros - (cpuBefore[name] ?? 0)) / 1_000 / names.length),
      ]),
    ),
  });
} finally {
  await pool.end();
  await server.stop();
}
process.exit(0);
