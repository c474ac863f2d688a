import type { DemoClient } from '../services/apps/demo/client.js';
import { startOwnServer } from '../services/apps/demo/own-server.js';
import type { Receivers } from '../services/apps/demo/receivers.js';
import type { RunningUp } from '../services/apps/up.js';
import type { Runtime } from '../services/embedded/runtime-file.js';

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

/** The whole product as `npm start` runs it (durable PostgreSQL and Temporal), in a directory of its own, with the shipped handbook or `handbook`. */
export async function startBenchServer(virtualTime: 'on' | 'off' = 'off', handbook?: string): Promise<BenchServer> {
  const own = handbook === undefined ? {} : { handbook };
  const server = await startOwnServer({ name: 'bench', virtualTime, ...own, environment: { TOCSIN_LOG_LEVEL: 'error' } });
  const { runtime, running, receivers, api, token, stop } = server;
  const keys = await api.graphql<{ alertmanager: { secret: string }; pagerduty: { secret: string } }>(
    `mutation {
      alertmanager: createIntegration(input: { name: "bench", kind: ALERTMANAGER }) { secret }
      pagerduty: createIntegration(input: { name: "bench", kind: PAGERDUTY }) { secret }
    }`,
  );
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
