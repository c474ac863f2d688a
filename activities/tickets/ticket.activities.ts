import { ApplicationFailure } from '@temporalio/common';
import type { TicketDeskPort, TicketOutcome, TicketRequest } from '../ports/ticket-tracker.port.js';

export interface TicketActivities {
  /**
   * Files the ticket of one follow-up, once per key. Throws a retryable `TICKET_FAILED` when another attempt can help, to be made when
   * the tracker said; answers everything final. Guide: G2.6
   */
  fileTicket(request: TicketRequest): Promise<TicketOutcome>;
}

export const createTicketActivities = (desk: TicketDeskPort): TicketActivities => ({
  fileTicket: async (request) => {
    const result = await desk.file(request);
    if (result.status !== 'RETRY') return result;
    const { code, reason, afterMs } = result;
    throw ApplicationFailure.create({
      message: `${code}: ${reason}`,
      type: 'TICKET_FAILED',
      ...(afterMs === undefined ? {} : { nextRetryDelay: afterMs }),
    });
  },
});
