import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startBenchServer, webhookOf } from './bench-server.js';
import { measureLength } from './hops.js';
import { residentMb } from './process-cpu.js';
import { percentile, printResult, rounded } from './report.js';

const REPEATS = 10_000;
const CONNECTIONS = 64;
/** Distinct alerts of one group, in webhooks of so many, spread over so long. */
const GROUP = { alerts: 10_000, perWebhook: 100, overMs: 5_000 } as const;
const CROWD = { incidents: 300, sev1: 20 } as const;
const PATIENCE_MS = 60_000;

/** Three storms, one after the other on one server: one alert said 10 000 times, 10 000 alerts of one group, 300 incidents at once. */
const server = await startBenchServer();
const pool = new pg.Pool({ connectionString: server.runtime.databaseUrl, max: 2 });
const startsAt = new Date().toISOString();
const peak: Record<string, number> = {};
const watch = setInterval(() => {
  for (const name of ['api', 'worker']) {
    const pid = server.running.pids()[name];
    if (pid !== undefined) peak[name] = Math.max(peak[name] ?? 0, residentMb(pid));
  }
}, 250);
try {
  const unique = await rate(() => event(randomUUID(), 'Unique'));
  const repeated = await rate(() => event('storm/one', 'Duplicate'));
  const duplicates = await countsOf('Duplicate');
  await pagesOf('Duplicate', 1);
  const duplicateEvents = await measureLength(server.runtime.temporalAddress, duplicates.key);

  const groupBegan = performance.now();
  for (let sent = 0; sent < GROUP.alerts; sent += GROUP.perWebhook) {
    await webhook(Array.from({ length: GROUP.perWebhook }, (_, i) => alert('Grouped', { pod: `pod-${sent + i}` })));
    await delay(Math.max(0, groupBegan + (sent * GROUP.overMs) / GROUP.alerts - performance.now()));
  }
  const grouped = await countsOf('Grouped');
  const [groupPage] = await pagesOf('Grouped', 1);

  const crowd = Array.from({ length: CROWD.incidents }, (_, i) =>
    i % (CROWD.incidents / CROWD.sev1) === 0
      ? alert('SecurityBreach', { region: `r${i}` })
      : alert('Crowd', { region: `r${i}`, priority: 'medium' }),
  );
  await webhook(crowd);
  const crowdBegan = performance.now();
  const worst = (await pagesOf('SecurityBreach', CROWD.sev1)).map((at) => at - crowdBegan);
  const everybody = (await pagesOf('Crowd', CROWD.incidents - CROWD.sev1)).map((at) => at - crowdBegan);
  const lastMs = Math.max(...worst, ...everybody);
  printResult({
    uniquePerSecond: rounded(unique, 0),
    duplicatesPerSecond: rounded(repeated, 0),
    duplicatesToUnique: rounded(repeated / unique, 2),
    duplicateIncidents: duplicates.incidents,
    duplicateFirstPages: duplicates.pages,
    duplicateWorkflowEvents: duplicateEvents,
    groupIncidents: grouped.incidents,
    groupFirstPageMs: rounded((groupPage ?? Number.NaN) - groupBegan),
    crowdIncidents: CROWD.incidents,
    crowdSev1P50Ms: rounded(percentile(worst, 50)),
    crowdSev1P99Ms: rounded(percentile(worst, 99)),
    crowdDrainedPerSecond: rounded(CROWD.incidents / (lastMs / 1_000)),
    apiPeakMb: rounded(peak['api'] ?? Number.NaN, 0),
    workerPeakMb: rounded(peak['worker'] ?? Number.NaN, 0),
  });
} finally {
  clearInterval(watch);
  await pool.end();
  await server.stop();
}
process.exit(0);

function event(dedupKey: string, alertname: string): string {
  return JSON.stringify({
    routing_key: server.keys.pagerduty,
    event_action: 'trigger',
    dedup_key: dedupKey,
    payload: {
      summary: `${alertname} on payments`,
      source: 'bench',
      severity: 'critical',
      class: alertname,
      custom_details: { service: 'payments', alertname },
    },
  });
}

/** Requests per second, each answered 202. */
async function rate(body: () => string): Promise<number> {
  const began = performance.now();
  let left = REPEATS;
  const sender = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await post('/v2/enqueue', body());
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));
  return REPEATS / ((performance.now() - began) / 1_000);
}

async function post(path: string, body: string): Promise<void> {
  const response = await fetch(`${server.runtime.apiUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await response.arrayBuffer();
  if (response.status !== 202) throw new Error(`ingest answered ${response.status}`);
}

function alert(alertname: string, labels: Readonly<Record<string, string>>): object {
  const fingerprint = randomUUID();
  return {
    status: 'firing',
    labels: { alertname, service: 'payments', priority: 'high', ...labels },
    annotations: { summary: alertname },
    startsAt,
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: '',
    fingerprint,
  };
}

async function webhook(alerts: readonly object[]): Promise<void> {
  await post(`/ingest/alertmanager/${server.keys.alertmanager}`, webhookOf(alerts));
}

/** The incidents of this title, and their pages, once the first of them is there. */
async function countsOf(title: string): Promise<{ readonly incidents: number; readonly pages: number; readonly key: string }> {
  await pagesOf(title, 1);
  const { rows } = await pool.query<{ incidents: number; pages: number; key: string }>(
    `SELECT count(DISTINCT i.key)::int AS incidents, count(DISTINCT d.page_id)::int AS pages, min(i.key) AS key
     FROM incidents i LEFT JOIN deliveries d ON d.incident_key = i.key WHERE i.title = $1`,
    [title],
  );
  return rows[0] ?? { incidents: 0, pages: 0, key: '' };
}

/** When the first page of each of `count` incidents of this title arrived. */
async function pagesOf(title: string, count: number): Promise<readonly number[]> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const first = new Map<string, number>();
    for (const page of server.receivers.received) {
      const key = /INC-\d+/.exec(`${page.title} ${page.text}`)?.[0];
      if (key !== undefined && page.title.includes(title) && !first.has(key)) first.set(key, page.receivedAt);
    }
    if (first.size >= count) return [...first.values()];
    if (performance.now() > until) throw new Error(`${first.size} of ${count} pages of ${title} came within ${PATIENCE_MS} ms`);
    await delay(20);
  }
}
