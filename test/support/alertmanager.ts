export interface SaidAlert {
  readonly name?: string;
  readonly instance?: string;
  readonly status?: 'firing' | 'resolved';
  readonly startsAt?: string;
  readonly labels?: Readonly<Record<string, unknown>>;
}

/** One alert as Alertmanager would say it; the fingerprint follows from name and instance. */
export function said({
  name = 'ErrorRateHigh',
  instance = 'a',
  status = 'firing',
  startsAt = '2026-11-23T02:00:00Z',
  labels = {},
}: SaidAlert = {}) {
  return {
    status,
    labels: { alertname: name, service: 'payments', severity: 'critical', instance, ...labels },
    annotations: { summary: `${name} on ${instance}` },
    startsAt,
    endsAt: status === 'resolved' ? '2026-11-23T02:30:00Z' : '0001-01-01T00:00:00Z',
    generatorURL: 'https://prometheus.example/graph?g0.expr=up',
    fingerprint: `${name}-${instance}`,
  };
}

export const notification = (...alerts: readonly unknown[]) => ({
  version: '4',
  groupKey: '{}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'tocsin',
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'https://alertmanager.example',
  alerts,
});
