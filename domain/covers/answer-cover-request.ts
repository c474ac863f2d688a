import type { DomainError } from '../error.js';
import { err, ok, type Result } from '../result.js';
import type { Cover } from './cover.model.js';
import type { CoverAnswer, CoverRequest } from './cover-request.model.js';

/**
 * What becomes of the request. The first who accepts covers; one who declined may still accept; once everybody has declined it is over.
 * The very same request: it was so already. Refused: `FORBIDDEN` for somebody who was not asked (or did not ask), `CONFLICT` for what is
 * over, is somebody else's, or comes too late. Guide: G1.1
 */
export function answerCoverRequest(request: CoverRequest, answer: CoverAnswer): Result<CoverRequest, DomainError> {
  const { id, asker, candidates } = request;
  if (answer.kind === 'WITHDRAW' && answer.person !== asker) return err({ code: 'FORBIDDEN', detail: `${id} is ${asker}’s to withdraw` });
  if (answer.kind !== 'WITHDRAW' && !candidates.includes(answer.person))
    return err({ code: 'FORBIDDEN', detail: `${answer.person} is not asked by ${id}`, hint: 'take the shift instead: tocsin oncall take' });
  if (isSo(request, answer)) return ok(request);
  if (request.status !== 'ASKED') return err({ code: 'CONFLICT', detail: overWords(request) });
  if (answer.kind !== 'WITHDRAW' && answer.at >= request.answerBy)
    return err({ code: 'CONFLICT', detail: `${id} waited for answers until ${new Date(request.answerBy).toISOString()}` });
  return ok(answered(request, answer));
}

function answered(request: CoverRequest, { kind, person, at }: CoverAnswer): CoverRequest {
  switch (kind) {
    case 'ACCEPT':
      return {
        ...request,
        status: 'ACCEPTED',
        acceptedBy: person,
        settledAt: at,
        declined: request.declined.filter((one) => one !== person),
      };
    case 'WITHDRAW':
      return { ...request, status: 'WITHDRAWN', settledAt: at };
    case 'DECLINE': {
      const declined = [...request.declined, person];
      const isLast = request.candidates.every((one) => declined.includes(one));
      return { ...request, declined, ...(isLast ? { status: 'DECLINED', settledAt: at } : {}) };
    }
  }
}

function isSo({ status, acceptedBy, declined }: CoverRequest, { kind, person }: CoverAnswer): boolean {
  switch (kind) {
    case 'ACCEPT':
      return status === 'ACCEPTED' && acceptedBy === person;
    case 'WITHDRAW':
      return status === 'WITHDRAWN';
    case 'DECLINE':
      return declined.includes(person);
  }
}

function overWords({ id, status, acceptedBy, asker }: CoverRequest): string {
  switch (status) {
    case 'ACCEPTED':
      return `${acceptedBy ?? 'somebody'} has accepted ${id} already`;
    case 'WITHDRAWN':
      return `${asker} has withdrawn ${id}`;
    case 'DECLINED':
      return `${id} is over: everybody who was asked declined`;
    case 'EXPIRED':
    case 'ASKED':
      return `${id} is over: nobody accepted it in time`;
  }
}

/** Nobody took it in time. */
export const expireCoverRequest = (request: CoverRequest): CoverRequest =>
  request.status === 'ASKED' ? { ...request, status: 'EXPIRED', settledAt: request.answerBy } : request;

/** The cover that comes of an accepted request; null: none does. It begins when it was accepted, where that was later than its beginning. */
export function coverOf({ id, schedule, asker, acceptedBy, from, to, reason, settledAt }: CoverRequest): Cover | null {
  if (acceptedBy === null || settledAt === null) return null;
  const span = { from: Math.max(from, settledAt), to };
  return {
    id,
    schedule,
    person: acceptedBy,
    relieves: [asker],
    ...span,
    recordedAt: settledAt,
    by: asker,
    reason,
    endedAt: null,
    endedBy: null,
  };
}
