import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { MINUTE_MS } from '../domain/instant.js';
import { BUNDLE, REPLAYER, SHIPPED_HANDBOOK, thisBuild } from '../services/apps/build.js';
import { systemClock } from '../services/config/clock.js';
import { HistoryExporter } from '../services/orchestration/history-exporter.js';
import { IncidentReplayer } from '../services/orchestration/incident-replayer.js';
import { ReplayProcess } from '../services/orchestration/replay-process.js';
import { connectTemporal, type TemporalClient } from '../services/orchestration/temporal-connection.js';
import { VirtualTime } from '../services/orchestration/virtual-time.js';
import { type ArchivedRun, archivedRunsOf } from '../services/persistence/history-archive.repository.js';
import { type BenchServer, notification, startBenchServer } from './bench-server.js';
import { copyIncident } from './closed-incidents.js';
import { cpuMicros } from './process-cpu.js';
import { percentile, printResult, rounded } from './report.js';

const INCIDENTS = 500;
const FIRST_COPY = 5_000;
const ARCHIVED_WITHIN_PASSES = 40;

/** What happens to each of the incidents that are really lived through, in virtual time, before they are resolved and close. */
const LIVES: readonly ((live: Live) => Promise<void>)[] = [
  (live) => live.does('acknowledgeIncident', 'AcknowledgeIncidentInput'),
  async (live) => {
    await live.time.passes(16 * MINUTE_MS);
    await live.does('acknowledgeIncident', 'AcknowledgeIncidentInput');
  },
  async (live) => {
    await live.does('acknowledgeIncident', 'AcknowledgeIncidentInput');
    for (let n = 0; n < 5; n += 1) await live.does('addIncidentNote', 'AddIncidentNoteInput', { text: `what was found, part ${n}` });
  },
];

interface Live {
  readonly time: VirtualTime;
  does(mutation: string, input: string, more?: object): Promise<void>;
}

/** Lives through one incident, from its alert until it is closed; its run in the archive. */
async function lived(server: BenchServer, parts: { pool: pg.Pool; client: TemporalClient }, number: number): Promise<ArchivedRun> {
  const { pool, client } = parts;
  const response = await fetch(`${server.runtime.apiUrl}/ingest/alertmanager/${server.keys.alertmanager}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: notification([`Bench${number}`], new Date(systemClock.now()).toISOString()),
  });
  if (response.status !== 202) throw new Error(`ingest answered ${response.status}`);
  const key = (await pool.query<{ key: string }>('SELECT key FROM incidents ORDER BY number DESC LIMIT 1')).rows[0]?.key ?? '';
  const time = new VirtualTime(client, key);
  const does: Live['does'] = async (mutation, input, more = {}) => {
    await server.api.command(mutation, input, { key, ...more });
    await time.untilQuiet();
  };
  await untilStarted(client, key);
  await time.untilQuiet();
  await LIVES[number % LIVES.length]?.({ time, does });
  // A lesser incident closes when its reopen window ends: nothing of it lives on beside what is copied.
  await does('classifyIncident', 'ClassifyIncidentInput', { severity: 'SEV3', reason: 'a benchmark' });
  await does('resolveIncident', 'ResolveIncidentInput', { confirm: true });
  await time.passes(31 * MINUTE_MS);
  const exporter = new HistoryExporter({ pool, client, clock: { now: () => systemClock.now() + 60 * MINUTE_MS }, warn: () => undefined });
  for (let pass = 0; pass < ARCHIVED_WITHIN_PASSES; pass += 1) {
    await exporter.pass();
    const [run] = await archivedRunsOf(pool, key);
    if (run !== undefined) return run;
  }
  throw new Error(`${key} was not archived`);
}

async function untilStarted(client: TemporalClient, key: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const found = await client.workflow
      .getHandle(key)
      .describe()
      .catch(() => null); // not yet
    if (found !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${key} did not start`);
}

/** Puts every thread of these processes on one core; false where this machine has no `taskset`. */
function onOneCore(pids: readonly (number | null)[]): boolean {
  try {
    for (const pid of pids) if (pid !== null) execFileSync('taskset', ['-a', '-c', '-p', '0', `${pid}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** One after the other, in one process for the comparison and one for the execution: both together have one core. */
const directory = await mkdtemp(path.join(tmpdir(), 'tocsin-bench-handbook-'));
const handbook = path.join(directory, 'handbook.yaml');
// Resolutions are handed to nobody: an incident of which another workflow is under way skips no time.
await writeFile(handbook, (await readFile(SHIPPED_HANDBOOK, 'utf8')).replace(/^ {2}incident: .*$/m, ''));
const server = await startBenchServer('on', handbook);
const pool = new pg.Pool({ connectionString: server.runtime.databaseUrl, max: 4 });
const temporal = connectTemporal({ address: server.runtime.temporalAddress, namespace: 'default' });
const replayProcess = new ReplayProcess({ program: REPLAYER });
try {
  const originals: ArchivedRun[] = [];
  for (let number = 0; number < LIVES.length; number += 1) originals.push(await lived(server, { pool, client: temporal.client }, number));
  const keys = Array.from({ length: INCIDENTS }, (_, n) => `INC-${FIRST_COPY + n}`);
  for (const [n, key] of keys.entries()) {
    const original = originals[n % originals.length];
    if (original !== undefined) await copyIncident(pool, original, key);
  }
  const code = await readFile(BUNDLE, 'utf8');
  const build = { ...(await thisBuild()), code };
  const replayer = new IncidentReplayer({
    pool,
    client: temporal.client,
    process: replayProcess,
    today: async () => await Promise.resolve(build),
    clock: systemClock,
  });
  for (const { incidentKey } of originals) {
    const report = await replayer.replay(incidentKey);
    if (report?.match !== true) throw new Error(`${incidentKey} does not match: ${JSON.stringify(report?.mismatches)}`);
  }
  const isOnOneCore = onOneCore([process.pid, replayProcess.pid]);
  const cpu = (): number => cpuMicros(process.pid) + cpuMicros(replayProcess.pid ?? process.pid);
  const [began, cpuBefore] = [performance.now(), cpu()];
  const took: number[] = [];
  let [events, matched, recorded] = [0, 0, 0];
  for (const key of keys) {
    const at = performance.now();
    const report = await replayer.replay(key);
    took.push(performance.now() - at);
    events += report?.events ?? 0;
    matched += report?.match === true ? 1 : 0;
    recorded += report?.ranOn === 'RECORDED' ? 1 : 0;
  }
  const [seconds, cpuSeconds] = [(performance.now() - began) / 1_000, (cpu() - cpuBefore) / 1e6];
  if (matched !== INCIDENTS) throw new Error(`${INCIDENTS - matched} of ${INCIDENTS} copies do not match: they are no copies`);
  printResult({
    incidents: INCIDENTS,
    livedThrough: originals.length,
    matched,
    ranOnRecordedBuild: recorded,
    onOneCore: String(isOnOneCore),
    events,
    incidentsPerSecond: rounded(INCIDENTS / seconds),
    eventsPerSecond: rounded(events / seconds, 0),
    incidentsPerCpuSecond: rounded(INCIDENTS / cpuSeconds),
    eventsPerCpuSecond: rounded(events / cpuSeconds, 0),
    p50Ms: rounded(percentile(took, 50)),
    p99Ms: rounded(percentile(took, 99)),
  });
} finally {
  replayProcess.close();
  await temporal.close();
  await pool.end();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}
process.exit(0);
