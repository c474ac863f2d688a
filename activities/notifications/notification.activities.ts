import { ApplicationFailure } from '@temporalio/common';
import type { DeliveryOutcome } from '../../domain/incidents/incident-command.model.js';
import type { DeliverRequest, PageDeskPort } from '../ports/page-desk.port.js';

export interface NotificationActivities {
  /**
   * Sends one delivery through the send gate: intent first, receipt after. Throws a retryable `DELIVERY_FAILED` when another
   * attempt can help; answers everything final.
   */
  deliverPage(request: DeliverRequest): Promise<DeliveryOutcome>;
}

export const createNotificationActivities = (desk: PageDeskPort): NotificationActivities => ({
  deliverPage: async (request) => {
    const result = await desk.deliver(request);
    if (result.status !== 'RETRY') return result;
    throw ApplicationFailure.retryable(`${result.code}: ${result.reason}`, 'DELIVERY_FAILED');
  },
});
