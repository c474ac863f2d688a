import type { DomainError } from '../error.js';
import type { HandoffRule } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import { err, ok, type Result } from '../result.js';
import type { Handoff } from './handoff.model.js';

export interface Change {
  readonly outgoing: string | null;
  readonly incoming: string | null;
  readonly at: Instant;
}

/** The handoff of `change`: somebody is asked to accept it only where the holder changes. Guide: G1.3 */
export function beginHandoff(rule: HandoffRule, change: Change): Handoff {
  const isAsked = change.incoming !== null && change.incoming !== change.outgoing;
  return {
    id: handoffId(rule.schedule, change.at),
    rule: rule.id,
    schedule: rule.schedule,
    ...change,
    acceptBy: isAsked ? change.at + rule.acceptWithinMs : null,
    status: isAsked ? 'PENDING' : 'BRIEFED',
    acceptedAt: null,
  };
}

/** One per schedule and instant, whichever rule asked first. */
export const handoffId = (schedule: string, at: Instant): string => `${schedule}/${new Date(at).toISOString().slice(0, 16)}Z`;

/** The incoming person takes over; a second acceptance changes nothing, a late one still counts. */
export function acceptHandoff(handoff: Handoff, by: string, at: Instant): Result<Handoff, DomainError> {
  if (handoff.status === 'ACCEPTED') return ok(handoff);
  if (handoff.status === 'BRIEFED')
    return err({ code: 'CONFLICT', detail: `${handoff.id} needs no acceptance: ${handoff.incoming ?? 'nobody'} stays on call` });
  if (handoff.status === 'SUPERSEDED') return err({ code: 'CONFLICT', detail: `${handoff.id} is over: ${whyOver(handoff)}` });
  if (by !== handoff.incoming)
    return err({
      code: 'FORBIDDEN',
      detail: `${handoff.incoming ?? 'nobody'} takes over, not ${by}`,
      hint: 'let them accept, or cover the shift',
    });
  return ok({ ...handoff, status: 'ACCEPTED', acceptedAt: at });
}

const whyOver = ({ incidentKey }: Handoff): string =>
  incidentKey === undefined ? 'the next handoff has begun' : 'the incident was reopened, or nobody accepted for too long';

/** Time is over: nobody has accepted, so somebody else is told. */
export const missHandoff = (handoff: Handoff): Handoff => (handoff.status === 'PENDING' ? { ...handoff, status: 'OVERDUE' } : handoff);

/** The next handoff of the schedule has begun. */
export const supersedeHandoff = (handoff: Handoff): Handoff => (isWaiting(handoff) ? { ...handoff, status: 'SUPERSEDED' } : handoff);

/** Until somebody has accepted, whoever went and whoever comes are both paged. */
export const isWaiting = ({ status }: Handoff): boolean => status === 'PENDING' || status === 'OVERDUE';
