import type { Handbook } from '../handbook/handbook.model.js';
import type { AlertEvent } from './alert.model.js';
import { routeAlert } from './route-alert.js';

const handbook = {
  services: { payments: {}, platform: {} },
  alertRules: [{ alert: 'AvailabilityLow', priority: 'HIGH', proposes: 'SEV1', when: 'availability < 95%', forMs: 0 }],
  routes: [
    { match: { service: 'payments' }, service: 'payments', groupBy: ['region', 'alertname'] },
    { match: {}, service: 'platform', groupBy: ['alertname'] },
  ],
} as unknown as Handbook;

const event = (over: Partial<AlertEvent> = {}): AlertEvent => ({
  status: 'FIRING',
  dedupKey: 'a',
  name: 'ErrorRateHigh',
  summary: 'error rate is 7%',
  labels: { alertname: 'ErrorRateHigh', service: 'payments', region: 'eu' },
  annotations: {},
  priority: 'HIGH',
  startsAt: 0,
  endsAt: null,
  sourceUrl: null,
  ...over,
});

describe('routeAlert', () => {
  it('sends an alert to the service of the first route whose labels all match', () => {
    expect(routeAlert(handbook, event()).service).toBe('payments');
    expect(routeAlert(handbook, event({ labels: { service: 'web' } })).service).toBe('platform');
  });

  it.each([
    ['HIGH', 'SEV2'],
    ['MEDIUM', 'SEV3'],
    ['LOW', 'SEV4'],
  ] as const)('[G5.2] a %s alert without a rule proposes %s', (priority, proposes) => {
    expect(routeAlert(handbook, event({ priority })).proposes).toBe(proposes);
  });

  it('[G5.2] proposes SEV1 only by a rule that names the alert, whatever priority the source claims', () => {
    const routed = routeAlert(handbook, event({ name: 'AvailabilityLow', priority: 'LOW' }));
    expect(routed).toMatchObject({ proposes: 'SEV1', event: { priority: 'HIGH' } });
  });

  it('groups by service and the grouped labels only', () => {
    const here = routeAlert(handbook, event());
    expect(routeAlert(handbook, event({ dedupKey: 'b', summary: 'other' })).groupKey).toBe(here.groupKey);
    expect(routeAlert(handbook, event({ labels: { service: 'payments', region: 'us' } })).groupKey).not.toBe(here.groupKey);
  });

  it('keeps hostile label values from imitating another group', () => {
    const one = event({ name: 'x', labels: { service: 'payments', region: 'a"],["region","b' } });
    const two = event({ name: 'x"],["region","a', labels: { service: 'payments', region: 'b' } });
    expect(routeAlert(handbook, one).groupKey).not.toBe(routeAlert(handbook, two).groupKey);
  });

  it('reads labels named like object members as labels', () => {
    const hostile = {
      ...handbook,
      routes: [{ match: { constructor: 'x' }, service: 'payments', groupBy: ['__proto__'] }, ...handbook.routes],
    };
    expect(routeAlert(hostile as Handbook, event({ labels: {} })).service).toBe('platform');
  });

  it('lands somewhere even without any route', () => {
    expect(routeAlert({ ...handbook, routes: [] }, event()).service).toBe('payments');
  });
});
