import { answerCoverRequest } from '../../domain/covers/answer-cover-request.js';
import type { CoverRequestsRepository } from '../../services/covers/cover-requests.repository.js';
import type { CoverWorkflows } from '../../services/orchestration/cover-requests.port.js';

/** Requests for cover whose workflows have a worker: what is asked and answered is recorded at once. */
export const settlingCovers = (requests: CoverRequestsRepository): CoverWorkflows => ({
  start: async (request) => {
    await requests.record(request);
  },
  answered: async ({ id }, answer) => {
    const request = await requests.find(id);
    const decided = request === null ? null : answerCoverRequest(request, answer);
    if (decided?.ok === true) await requests.record(decided.value);
  },
});
