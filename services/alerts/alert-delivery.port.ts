import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';

/** Brings what the monitors say to the one who acts on it. */
export interface AlertDelivery {
  /**
   * Hands over a cumulative snapshot; the same or an older revision again changes nothing. Resolves when it cannot be lost any more.
   * `CLOSED`: the incident is over and takes no alerts; those it has not seen belong to a new one. Rejects: try again later.
   */
  deliver(request: { readonly incidentKey: string; readonly snapshot: AlertSnapshot }): Promise<'DELIVERED' | 'CLOSED'>;
}
