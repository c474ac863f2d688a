import type { CoverRequest } from '../../domain/covers/cover-request.model.js';
import type { CoverDeskPort } from '../ports/cover-desk.port.js';

export interface CoverActivities {
  /** The request and the cover that comes of it, in one statement; again changes nothing. The one that is recorded. Guide: G1.1 */
  recordCoverRequest(request: CoverRequest): Promise<CoverRequest>;
  /** A second attempt asks only whom the first one did not. */
  askCandidates(request: CoverRequest): Promise<void>;
  /** Who covers, or that nobody does. */
  tellCoverOutcome(request: CoverRequest): Promise<void>;
}

export const createCoverActivities = (desk: CoverDeskPort): CoverActivities => ({
  recordCoverRequest: (request) => desk.record(request),
  askCandidates: (request) => desk.ask(request),
  tellCoverOutcome: (request) => desk.tellOutcome(request),
});
