import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { AuditLogService } from '../audit/audit-log.service.js';
import { systemClock } from '../config/clock.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';
import type { AlertDelivery } from './alert-delivery.port.js';
import { IngestMetrics } from './ingest.metrics.js';
import { IngestRepository } from './ingest.repository.js';
import { IngestService } from './ingest.service.js';
import { IngestBatcher } from './ingest-batcher.js';
import { IntegrationKeysRepository } from './integration-keys.repository.js';
import { IntegrationKeysService } from './integration-keys.service.js';
import { KeptConnection } from './kept-connection.js';
import { OutboxRepository } from './outbox.repository.js';
import { OutboxListener } from './outbox-listener.js';
import { OutboxRelay } from './outbox-relay.js';
import { RerouteRepository } from './reroute.repository.js';

export interface AlertsDependencies {
  readonly dataSource: Database;
  readonly handbooks: HandbookReader;
  readonly audit: Pick<AuditLogService, 'recorded'>;
  readonly delivery: AlertDelivery;
  readonly registry: Registry;
}

/** The parts of ingest, put together over one connection pool. */
export interface Alerts {
  readonly keys: IntegrationKeysService;
  readonly ingest: IngestService;
  readonly batcher: IngestBatcher;
  readonly relay: OutboxRelay;
  readonly listener: OutboxListener;
}

export function createAlerts({ dataSource, handbooks, audit, delivery, registry }: AlertsDependencies): Alerts {
  const pool = poolOf(dataSource);
  const metrics = new IngestMetrics(registry);
  const keys = new IntegrationKeysService(new IntegrationKeysRepository(pool), audit, systemClock);
  const batcher = new IngestBatcher(new IngestRepository(new KeptConnection(pool)), metrics);
  const ingest = new IngestService({ keys, handbooks, batcher, clock: systemClock, metrics });
  const rerouting = new RerouteRepository(pool);
  const reroute = async (closedKey: string): Promise<void> => {
    const running = await handbooks.current();
    if (running === null) throw new Error('no handbook is running');
    await rerouting.reroute(closedKey, running);
  };
  const logger = new Logger('OutboxRelay');
  const outbox = new OutboxRepository(pool, randomUUID());
  const relay = new OutboxRelay({
    outbox,
    delivery,
    reroute,
    clock: systemClock,
    log: (event, detail) => logger.warn({ event, ...detail }),
  });
  const listener = new OutboxListener({ ...pool.options, password: pool.options.password }, () => relay.notify());
  return { keys, ingest, batcher, relay, listener };
}
