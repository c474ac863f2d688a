import type { ErrorCode } from '../../domain/error.js';
import { registerRenamedEnum } from './enums.js';

export const ERROR_MEANINGS: Readonly<Record<ErrorCode, string>> = {
  INVALID_INPUT: 'A value is not accepted; `extensions.field` names it.',
  NOT_FOUND: 'There is none, or none for you.',
  UNAUTHENTICATED: 'No valid token or session came with the request.',
  FORBIDDEN: 'Your role or token does not allow this.',
  CONFLICT: 'Somebody else was faster, or the same id was used for something else.',
  ALERTS_STILL_FIRING: 'Alerts still fire; resolve with `confirm: true` if it is over all the same.',
  INCIDENT_CLOSED: 'The incident is over; nothing changes it.',
  NOT_ACKNOWLEDGED: 'Nobody has it, so nobody can give it back.',
  NOT_RESOLVED: 'It is not resolved, so it cannot be reopened.',
  NOT_ON_LADDER: 'This person is not being paged for it.',
  LADDER_EXHAUSTED: 'There is no further step; the catch-all is being paged.',
  REASON_REQUIRED: 'This needs a reason.',
  UNKNOWN_PERSON: 'The handbook has no such person.',
  UNKNOWN_SERVICE: 'The handbook has no such service.',
  UNVERIFIED_ACTOR: 'This needs somebody whose identity is proven.',
  RESTRICTED_INCIDENT: 'A restricted incident is never told to the public.',
  NOT_CLASSIFIED: 'No person has classified it yet, so the public is not told.',
  NO_STATUS_PAGE: 'The handbook it began with has no status page, or it is a test.',
  LINK_STALE: 'The link belongs to a page that is over.',
  LINK_EXPIRED: 'The link is too old.',
  LINK_INVALID: 'The link was not made here, or was damaged.',
  INVALID_HANDBOOK: 'The handbook has problems; each is listed with its place.',
  PAYLOAD_TOO_LARGE: 'The body is larger than is accepted.',
  MALFORMED_PAYLOAD: 'The body or the document cannot be read.',
  UNKNOWN_INTEGRATION_KEY: 'The integration key does not exist or was revoked.',
  LIMIT_EXCEEDED: 'The document is deeper, longer or asks for more than is accepted.',
  FENCED: 'An older run tried to write; it has been replaced.',
  UNAVAILABLE: 'Something that is needed does not answer; try again.',
  INTERNAL: 'Our fault. `extensions.reference` finds it in the log.',
};

export const ErrorCodeEnum = registerRenamedEnum<ErrorCode>(
  'ErrorCode',
  { description: 'Every reason for which something is refused: `extensions.code` of an error.', values: ERROR_MEANINGS },
  (value) => value,
);
