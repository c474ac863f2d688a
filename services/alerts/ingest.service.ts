import { randomUUID } from 'node:crypto';
import { DomainFailure } from '../../domain/error.js';
import type { Clock } from '../config/clock.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import { readAlertmanager } from './alertmanager.adapter.js';
import { eventId } from './event-id.js';
import type { IngestMetrics } from './ingest.metrics.js';
import type { IngestBatcher } from './ingest-batcher.js';
import { ingestItem } from './ingest-item.js';
import type { IntegrationKey, IntegrationKind } from './integration-key.model.js';
import type { IntegrationKeysService } from './integration-keys.service.js';
import { readPagerDuty, routingKeyOf } from './pagerduty.adapter.js';
import { readJson } from './read-json.js';
import type { ReceivedPayload } from './received-payload.model.js';

/** What a sender is told once everything is committed. */
export interface IngestAnswer {
  readonly eventId: string;
  readonly accepted: number;
  /** Kept with their reasons, and not used. */
  readonly refused: number;
}

export interface IngestParts {
  readonly keys: IntegrationKeysService;
  readonly handbooks: HandbookReader;
  readonly batcher: IngestBatcher;
  readonly clock: Clock;
  readonly metrics: IngestMetrics;
}

/** Takes in what monitors send: read, routed, committed, then answered. Refusals are thrown as `DomainFailure`. */
export class IngestService {
  private readonly clock: Clock;
  readonly metrics: IngestMetrics;

  constructor(private readonly parts: IngestParts) {
    this.clock = parts.clock;
    this.metrics = parts.metrics;
  }

  /** The live key of a sender. Throws `UNKNOWN_INTEGRATION_KEY`, also for a revoked one or one of another kind. */
  async admit(secret: string, kind: IntegrationKind): Promise<IntegrationKey> {
    const key = await this.parts.keys.find(secret).catch(() => {
      throw unavailable('PostgreSQL does not answer');
    });
    if (key !== null && key.kind === kind && key.revokedAt === null) return key;
    this.metrics.refuse(key !== null && key.revokedAt !== null ? 'revoked_key' : 'unknown_key');
    throw new DomainFailure({
      code: 'UNKNOWN_INTEGRATION_KEY',
      detail: `no live ${kind} integration has this key`,
      hint: `make one: tocsin integration create ${kind}`,
    });
  }

  async alertmanager(key: IntegrationKey, body: Buffer): Promise<IngestAnswer> {
    const receivedAt = this.clock.now();
    return await this.commit({ key, body, receivedAt }, readAlertmanager(jsonIn(body), receivedAt));
  }

  /** Answers the alert's `dedupKey`. */
  async pagerDuty(body: Buffer): Promise<{ readonly dedupKey: string }> {
    const receivedAt = this.clock.now();
    const json = jsonIn(body);
    const key = await this.admit(routingKeyOf(json) ?? '', 'pagerduty');
    const read = readPagerDuty(json, receivedAt, randomUUID);
    await this.commit({ key, body, receivedAt }, read);
    return { dedupKey: (read.ok && read.value.alerts[0]?.event.dedupKey) || '' };
  }

  private async commit(
    request: { key: IntegrationKey; body: Buffer; receivedAt: number },
    read: ReturnType<typeof readAlertmanager>,
  ): Promise<IngestAnswer> {
    if (!read.ok) throw new DomainFailure(read.error);
    const payload: ReceivedPayload = read.value;
    const running = await this.parts.handbooks.current();
    if (running === null) throw unavailable('no handbook has been applied yet');
    const { key, body, receivedAt } = request;
    const delivery = { eventId: eventId(receivedAt), integrationId: key.integrationId, receivedAt, body };
    const receipt = await this.parts.batcher.submit(ingestItem(delivery, payload, running));
    const refused = payload.refused + receipt.refused;
    const accepted = payload.alerts.length - receipt.refused;
    this.metrics.accept(key.kind, accepted);
    if (refused > 0) this.metrics.refuse('unreadable_alert', refused);
    return { eventId: delivery.eventId, accepted, refused };
  }
}

function jsonIn(body: Buffer): unknown {
  const json = readJson(body);
  if (!json.ok) throw new DomainFailure(json.error);
  return json.value;
}

const unavailable = (detail: string): DomainFailure => new DomainFailure({ code: 'UNAVAILABLE', detail, hint: 'send it again later' });
