import type { Handbook } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import type { WorkedDays } from '../oncall/working-days.js';
import type { Handoff } from './handoff.model.js';
import type { ResolvedIncident } from './resolved-incident.model.js';

/** An incident that is over, as far as it is handed over. */
export type OverIncident = Pick<
  ResolvedIncident,
  'incidentKey' | 'generation' | 'schedule' | 'visibility' | 'holder' | 'resolvedBy' | 'resolvedAt'
>;

/** One per resolution: an incident that was reopened is handed over anew. */
export const resolutionHandoffId = ({ incidentKey, generation }: Pick<OverIncident, 'incidentKey' | 'generation'>): string =>
  `${incidentKey}/resolved/${generation}`;

/**
 * Whoever holds the schedule is asked to accept what is over; null: there is nobody to ask, or they know it best, since they held
 * or resolved it. Of a restricted incident the record does not say who had it. Guide: G1.3
 */
export function beginResolutionHandoff(over: OverIncident, incoming: string | null, acceptBy: Instant): Handoff | null {
  if (incoming === null || incoming === over.holder || incoming === over.resolvedBy) return null;
  return {
    id: resolutionHandoffId(over),
    rule: 'resolution',
    schedule: over.schedule,
    incidentKey: over.incidentKey,
    outgoing: over.visibility === 'RESTRICTED' ? null : over.holder,
    incoming,
    at: over.resolvedAt,
    acceptBy,
    status: 'PENDING',
    acceptedAt: null,
  };
}

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

/** The days on which people work, as the handbook has them: its working hours, else the working days of what follows an incident. */
export const workedDaysOf = ({ workingHours, postIncident }: Pick<Handbook, 'workingHours' | 'postIncident'>): WorkedDays =>
  workingHours ?? postIncident?.workingWeek ?? { days: MONDAY_TO_FRIDAY, holidays: [] };
