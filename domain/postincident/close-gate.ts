import type { Incident } from '../incidents/incident.model.js';
import type { CloseCondition } from './classes.js';
import type { PostIncidentPlan } from './plan.model.js';
import type { FollowUp, PostIncident } from './post-incident.model.js';

/** Something that holds an incident open, in a word to branch on and a sentence to read. */
export interface Missing {
  readonly code: 'POSTMORTEM_NOT_PUBLISHED' | 'FOLLOW_UPS_NOT_FILED' | 'TICKET_NOT_FILED';
  /** Whose ticket. */
  readonly followUp: number | null;
  readonly detail: string;
}

export interface CloseGate {
  readonly met: boolean;
  readonly missing: readonly Missing[];
}

type Judged = Pick<Incident, 'severity' | 'postIncident'>;

/** Whether this severity asks for a postmortem. */
export const asksForPostmortem = (plan: PostIncidentPlan, { severity }: Pick<Incident, 'severity'>): boolean =>
  plan.postmortemDueDays[severity] !== null;

/**
 * What an incident still lacks before it may close, by the rules of its severity. Sev3 and Sev4, of which no postmortem is asked, wait
 * for nothing but the tickets of the follow-ups that somebody added. Guide: G2.6
 */
export function closeGate(incident: Judged): CloseGate {
  const { postIncident } = incident;
  if (postIncident === undefined) return { met: true, missing: [] };
  const missing = postIncident.plan.closeWhen.flatMap((condition) => lacking(condition, { incident, postIncident }));
  return { met: missing.length === 0, missing };
}

function lacking(condition: CloseCondition, known: { readonly incident: Judged; readonly postIncident: PostIncident }): readonly Missing[] {
  const { incident, postIncident } = known;
  const isAsked = asksForPostmortem(postIncident.plan, incident);
  switch (condition) {
    case 'POSTMORTEM_PUBLISHED':
      return isAsked && postIncident.postmortem?.status !== 'PUBLISHED' ? [UNPUBLISHED] : [];
    case 'FOLLOW_UPS_FILED':
      return [...(isAsked && !isAnythingSaid(postIncident) ? [UNFILED] : []), ...withoutTicket(postIncident.followUps)];
  }
}

const UNPUBLISHED: Missing = { code: 'POSTMORTEM_NOT_PUBLISHED', followUp: null, detail: 'the postmortem is not published' };
const UNFILED: Missing = {
  code: 'FOLLOW_UPS_NOT_FILED',
  followUp: null,
  detail: 'there is no follow-up, and no reason why none is needed',
};

const isAnythingSaid = ({ followUps, noFollowUpsBecause }: PostIncident): boolean =>
  noFollowUpsBecause !== null || followUps.some(({ status }) => status !== 'CANCELED');

/** Of those that are to have one; whoever is done needs none any more. */
const withoutTicket = (followUps: readonly FollowUp[]): readonly Missing[] =>
  followUps
    .filter(({ status, ticket }) => status === 'OPEN' && ticket !== null && ticket.status !== 'FILED')
    .map(({ number, ticket }) => ({
      code: 'TICKET_NOT_FILED',
      followUp: number,
      detail:
        ticket?.status === 'FAILED'
          ? `the ticket of follow-up ${number} was refused: ${ticket.code}`
          : `follow-up ${number} has no ticket yet`,
    }));
