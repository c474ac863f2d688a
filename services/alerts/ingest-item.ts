import type { AlertEvent } from '../../domain/alerts/alert.model.js';
import { routeAlert } from '../../domain/alerts/route-alert.js';
import type { Handbook, Severity, Urgency } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import { boundedKey } from './clean-text.js';
import type { Problem, ReceivedAlert, ReceivedPayload } from './received-payload.model.js';

/** One routed event, ready to be written. */
export interface RoutedEvent {
  readonly event: AlertEvent;
  readonly startIdentifiesFiring: boolean;
  readonly service: string;
  readonly proposes: Severity;
  readonly urgency: Urgency;
  readonly groupKey: string;
}

/** One request: its raw body, kept once, and what was understood of it. */
export interface IngestItem {
  readonly eventId: string;
  readonly integrationId: string;
  readonly receivedAt: Instant;
  readonly body: Buffer;
  readonly problems: readonly Problem[];
  readonly handbookVersionId: number;
  readonly alerts: readonly RoutedEvent[];
}

export interface RunningHandbook {
  readonly versionId: number;
  readonly handbook: Handbook;
}

export type Delivery = Pick<IngestItem, 'eventId' | 'integrationId' | 'receivedAt' | 'body'>;

export function ingestItem(delivery: Delivery, payload: ReceivedPayload, running: RunningHandbook): IngestItem {
  return {
    eventId: delivery.eventId,
    integrationId: delivery.integrationId,
    receivedAt: delivery.receivedAt,
    body: delivery.body,
    problems: payload.problems,
    handbookVersionId: running.versionId,
    alerts: payload.alerts.map((alert) => routed(running.handbook, alert)),
  };
}

function routed(handbook: Handbook, received: ReceivedAlert): RoutedEvent {
  const { event, service, proposes, groupKey } = routeAlert(handbook, received.event);
  return {
    event,
    startIdentifiesFiring: received.startIdentifiesFiring,
    service,
    proposes,
    urgency: handbook.severities[proposes].urgency,
    groupKey: boundedKey(groupKey),
  };
}
