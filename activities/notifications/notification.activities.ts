import { ApplicationFailure } from '@temporalio/common';
import type { DeliveryOutcome } from '../../domain/incidents/incident-command.model.js';
import type { NoticeDeskPort, NoticeOutcome, NoticeRequest } from '../ports/notice-desk.port.js';
import type { DeliverRequest, PageDeskPort } from '../ports/page-desk.port.js';

export interface NotificationActivities {
  /**
   * Sends one delivery through the send gate: intent first, receipt after. Throws a retryable `DELIVERY_FAILED` when another
   * attempt can help; answers everything final.
   */
  deliverPage(request: DeliverRequest): Promise<DeliveryOutcome>;
  /** Tells one person something that needs no answer, once per key. Throws a retryable `NOTICE_FAILED` when another attempt can help. */
  tellPerson(request: NoticeRequest): Promise<NoticeOutcome>;
}

export const createNotificationActivities = (desk: PageDeskPort, notices: NoticeDeskPort): NotificationActivities => ({
  deliverPage: async (request) => {
    const result = await desk.deliver(request);
    if (result.status !== 'RETRY') return result;
    throw ApplicationFailure.retryable(`${result.code}: ${result.reason}`, 'DELIVERY_FAILED');
  },
  tellPerson: async (request) => {
    const result = await notices.tell(request);
    if (result.status !== 'RETRY') return result;
    throw ApplicationFailure.retryable(`${result.code}: ${result.reason}`, 'NOTICE_FAILED');
  },
});
