import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDemoClient, type DemoClient } from '../services/apps/demo/client.js';
import { type Receivers, startReceivers } from '../services/apps/demo/receivers.js';
import { type RunningUp, up } from '../services/apps/up.js';
import { hostEnvironment } from '../services/config/host-environment.js';
import { silentLogger } from '../services/embedded/logger.js';
import { type Runtime, readRuntime } from '../services/embedded/runtime-file.js';

const HANDBOOK = fileURLToPath(new URL('../handbook/escrow-platform.yaml', import.meta.url));

export interface BenchServer {
  readonly runtime: Runtime;
  readonly running: RunningUp;
  readonly receivers: Receivers;
  readonly api: DemoClient;
  /** An admin's token. */
  readonly token: string;
  /** Integration keys, one of each kind. */
  readonly keys: { readonly alertmanager: string; readonly pagerduty: string };
  stop(): Promise<void>;
}

/** The whole product as `npm start` runs it (durable PostgreSQL and Temporal), in a directory of its own, with the shipped handbook. */
export async function startBenchServer(virtualTime: 'on' | 'off' = 'off'): Promise<BenchServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
  const receivers = await startReceivers();
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...host } = hostEnvironment();
  const environment = {
    ...host,
    SMTP_URL: receivers.smtpUrl,
    NTFY_URL: receivers.ntfyUrl,
    TOCSIN_ALLOW_PRIVATE_TARGETS: 'on',
    TOCSIN_LOG_LEVEL: 'error',
  };
  const options = {
    dataDir,
    port: 0,
    listen: '127.0.0.1',
    publicUrl: undefined,
    handbook: HANDBOOK,
    me: undefined,
    virtualTime,
  } as const;
  const running = await up(options, { onStep: () => undefined, log: silentLogger, environment });
  const runtime = readRuntime(dataDir);
  if (runtime?.adminTokenFile === undefined) throw new Error('the server did not announce itself');
  const token = (await readFile(runtime.adminTokenFile, 'utf8')).trim();
  const api = createDemoClient(runtime.apiUrl, token);
  const keys = await api.graphql<{ alertmanager: { secret: string }; pagerduty: { secret: string } }>(
    `mutation {
      alertmanager: createIntegration(input: { name: "bench", kind: ALERTMANAGER }) { secret }
      pagerduty: createIntegration(input: { name: "bench", kind: PAGERDUTY }) { secret }
    }`,
  );
  const stop = async (): Promise<void> => {
    await running.stop();
    await receivers.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  const secrets = { alertmanager: keys.alertmanager.secret, pagerduty: keys.pagerduty.secret };
  return { runtime, running, receivers, api, token, keys: secrets, stop };
}

/** An Alertmanager notification of alerts with these names, each an incident of its own. */
export function notification(names: readonly string[], startsAt: string): string {
  const alerts = names.map((alertname) => ({
    status: 'firing',
    labels: { alertname, service: 'payments', priority: 'high' },
    annotations: { summary: `${alertname} on payments` },
    startsAt,
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: '',
    fingerprint: alertname,
  }));
  return webhookOf(alerts);
}

/** The body of Alertmanager's webhook with these alerts. */
export function webhookOf(alerts: readonly object[]): string {
  return JSON.stringify({
    version: '4',
    groupKey: 'bench',
    status: 'firing',
    receiver: 'tocsin',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: '',
    truncatedAlerts: 0,
    alerts,
  });
}
