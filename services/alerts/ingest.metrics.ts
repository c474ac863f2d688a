import { Counter, Histogram, type Registry } from 'prom-client';
import type { BatchOutcome } from './ingest.repository.js';

/** What ingest counts. Never with a key, a label of an alert, or anything else that a sender chooses. */
export class IngestMetrics {
  private readonly accepted: Counter<'kind'>;
  private readonly refused: Counter<'reason'>;
  private readonly duplicates: Counter;
  private readonly incidents: Counter;
  private readonly batches: Histogram;

  constructor(registry: Registry) {
    const registers = [registry];
    this.accepted = new Counter({
      name: 'tocsin_ingest_alerts_accepted_total',
      help: 'Alert events committed',
      labelNames: ['kind'],
      registers,
    });
    this.refused = new Counter({
      name: 'tocsin_ingest_refused_total',
      help: 'Requests and single alerts refused, by reason',
      labelNames: ['reason'],
      registers,
    });
    this.duplicates = new Counter({ name: 'tocsin_ingest_duplicates_total', help: 'Alert events that said nothing new', registers });
    this.incidents = new Counter({ name: 'tocsin_ingest_incidents_opened_total', help: 'Incidents opened by alerts', registers });
    this.batches = new Histogram({
      name: 'tocsin_ingest_batch_requests',
      help: 'Requests per statement',
      buckets: [1, 4, 16, 64, 256, 1024],
      registers,
    });
  }

  accept(kind: string, alerts: number): void {
    this.accepted.inc({ kind }, alerts);
  }

  refuse(reason: string, count = 1): void {
    this.refused.inc({ reason }, count);
  }

  wrote(requests: number, outcome: BatchOutcome): void {
    this.batches.observe(requests);
    this.duplicates.inc(outcome.repeated);
    this.incidents.inc(outcome.opened);
  }
}
