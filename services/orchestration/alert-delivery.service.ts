import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import type { AlertDelivery } from '../alerts/alert-delivery.port.js';
import type { IncidentOpeningsRepository } from './incident-openings.repository.js';
import type { IncidentStarter } from './incident-starter.js';

/** Brings what the monitors say to the incident's workflow; begins it where there is none. */
export class AlertDeliveryService implements AlertDelivery {
  constructor(
    private readonly openings: IncidentOpeningsRepository,
    private readonly starter: IncidentStarter,
  ) {}

  async deliver(request: { readonly incidentKey: string; readonly snapshot: AlertSnapshot }): Promise<'DELIVERED' | 'CLOSED'> {
    const start = await this.openings.find(request.incidentKey);
    if (start?.phase !== 'INCIDENT') return 'CLOSED';
    const outcome = await this.starter.openWithAlerts(start, request.snapshot);
    if (outcome === 'STARTED') return 'DELIVERED';
    return await this.deliverToLost(request);
  }

  /** The workflow ended although the incident may be open: lost from outside, unless its closing was recorded just now. */
  private async deliverToLost(request: {
    readonly incidentKey: string;
    readonly snapshot: AlertSnapshot;
  }): Promise<'DELIVERED' | 'CLOSED'> {
    const start = await this.openings.find(request.incidentKey);
    if (start?.phase !== 'INCIDENT') return 'CLOSED';
    await this.starter.resume(start);
    await this.starter.openWithAlerts(start, request.snapshot);
    return 'DELIVERED';
  }
}
