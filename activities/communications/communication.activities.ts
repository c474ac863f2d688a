import { ApplicationFailure } from '@temporalio/common';
import type { StatusPostOutcome } from '../../domain/communications/status-post-command.model.js';
import type { PublishRequest, StatusPage } from '../ports/status-page.port.js';

export interface CommunicationActivities {
  /**
   * Puts one post on the status page, once however often it is asked. Throws a retryable `PUBLISH_FAILED` when another attempt
   * can help; answers everything final. Guide: G2.5
   */
  publishStatusPost(request: PublishRequest): Promise<StatusPostOutcome>;
}

export const createCommunicationActivities = (page: StatusPage): CommunicationActivities => ({
  publishStatusPost: async (request) => {
    const result = await page.publish(request);
    if (result.status !== 'RETRY') return result;
    throw ApplicationFailure.retryable(`${result.code}: ${result.reason}`, 'PUBLISH_FAILED');
  },
});
