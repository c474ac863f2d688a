/**
 * Every reason for which Tocsin refuses something. The same word travels from the domain through Temporal
 * (`ApplicationFailure.type`) to GraphQL (`extensions.code`) and the command line.
 */
export const ERROR_CODES = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'CONFLICT',
  'ALERTS_STILL_FIRING',
  'INCIDENT_CLOSED',
  'NOT_ACKNOWLEDGED',
  'NOT_RESOLVED',
  'NOT_ON_LADDER',
  'LADDER_EXHAUSTED',
  'REASON_REQUIRED',
  'OWNER_REQUIRED',
  'FOLLOW_UP_SETTLED',
  'NO_POSTMORTEM',
  'NO_POST_INCIDENT',
  'NO_TICKET_TRACKER',
  'UNKNOWN_PERSON',
  'UNKNOWN_SERVICE',
  'UNVERIFIED_ACTOR',
  'RESTRICTED_INCIDENT',
  'NOT_CLASSIFIED',
  'NO_STATUS_PAGE',
  'LINK_STALE',
  'LINK_EXPIRED',
  'LINK_INVALID',
  'INVALID_HANDBOOK',
  'PAYLOAD_TOO_LARGE',
  'MALFORMED_PAYLOAD',
  'UNKNOWN_INTEGRATION_KEY',
  'LIMIT_EXCEEDED',
  'FENCED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Why something was refused: a code to branch on, a sentence for a person, and where it helps the field and the way out. */
export interface DomainError {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly field?: string;
  readonly hint?: string;
}

/** A `DomainError` on its way up through code that throws. */
export class DomainFailure extends Error {
  override readonly name = 'DomainFailure';
  constructor(readonly error: DomainError) {
    super(`${error.code}: ${error.detail}`);
  }
}
