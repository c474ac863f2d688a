import type { CoverRequest } from '../../domain/covers/cover-request.model.js';

/** The registered name of the workflow that asks for cover. */
export const COVER_REQUEST_WORKFLOW = 'coverRequest';

/** An operator finds it by the request's key. */
export const coverWorkflowId = (id: string): string => `cover/${id}`;

/** The argument of the workflow. */
export interface CoverRequestInput {
  readonly request: CoverRequest;
}

export const COVER_SIGNALS = { answered: 'coverAnswered' } as const;
export const COVER_QUERIES = { state: 'state' } as const;
