import type { DomainError } from '../error.js';
import type { Instant } from '../instant.js';
import { err, ok, type Result } from '../result.js';
import { evolve } from './evolve.js';
import type { Incident } from './incident.model.js';
import type { IncidentEventBody } from './incident-event.model.js';

/** What a command causes. `ALREADY`: it is so, nothing happens. */
export interface Decision {
  readonly outcome: 'APPLIED' | 'ALREADY';
  readonly events: readonly IncidentEventBody[];
}

export type Decided = Result<Decision, DomainError>;

/** Events being decided on, and the incident as it will be after them: a later rule sees what an earlier one did. */
export interface Draft {
  readonly at: Instant;
  incident(): Incident;
  record(body: IncidentEventBody): void;
  applied(): Decided;
}

export function draftOf(before: Incident, at: Instant): Draft {
  let after = before;
  const events: IncidentEventBody[] = [];
  return {
    at,
    incident: () => after,
    record: (body) => {
      events.push(body);
      after = evolve(after, { ...body, seq: after.lastSeq + 1, at });
    },
    applied: () => ok({ outcome: 'APPLIED', events }),
  };
}

export const already: Decided = ok({ outcome: 'ALREADY', events: [] });

export const refused = (code: DomainError['code'], detail: string, hint?: string): Decided =>
  err(hint === undefined ? { code, detail } : { code, detail, hint });

/** As `refused`, with the field that is wrong; null: it is none of them. */
export const refusedFor = (field: string | null, code: DomainError['code'], detail: string, hint?: string): Decided =>
  err({ code, detail, ...(field === null ? {} : { field }), ...(hint === undefined ? {} : { hint }) });
