import type { CoverRequest } from '../../domain/covers/cover-request.model.js';

/** ada asks ben and chloe for the time from 1000 to 2000, and waits for answers until 900. */
export const aRequest = (said: Partial<CoverRequest> = {}): CoverRequest => ({
  id: 'COV-12',
  schedule: 'on-call',
  asker: 'ada',
  candidates: ['ben', 'chloe'],
  from: 1_000,
  to: 2_000,
  reason: null,
  askedAt: 0,
  answerBy: 900,
  status: 'ASKED',
  declined: [],
  acceptedBy: null,
  settledAt: null,
  ...said,
});
