import type { CoverAnswer, CoverRequest } from '../../domain/covers/cover-request.model.js';

/** Starts the workflows of requests for cover, and tells them what people answer. */
export interface CoverWorkflows {
  /** Once per request: a second start of one that runs changes nothing. Throws `UNAVAILABLE` where Temporal does not answer. */
  start(request: CoverRequest): Promise<void>;
  /** Durable: kept by Temporal while no worker runs; a workflow that was lost begins anew from the record. Throws `UNAVAILABLE`. */
  answered(request: CoverRequest, answer: CoverAnswer): Promise<void>;
}
