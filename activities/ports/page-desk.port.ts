import type { DeliveryOutcome } from '../../domain/incidents/incident-command.model.js';
import type { DeliverRequest } from '../notifications/notification.activities.js';

export type DeskResult = DeliveryOutcome | { readonly status: 'RETRY'; readonly code: string; readonly reason: string };

/** Gets one page to one person over one channel, once. */
export interface PageDeskPort {
  deliver(request: DeliverRequest): Promise<DeskResult>;
}
