import { condition, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import { type FollowUp, openFollowUps } from '../../domain/postincident/post-incident.model.js';
import type { TicketSettlement } from '../../domain/postincident/post-incident-command.model.js';
import type { LiveIncident } from '../incidents/live-incident.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import { workflowNow } from '../support/workflow-clock.js';

const { fileTicket } = proxyActivities<Pick<Activities, 'fileTicket'>>(ACTIVITY_OPTIONS.fileTicket);

/** Every follow-up that is to have a ticket gets one, each on its own; after a refusal again when somebody asks. Guide: G2.6 */
export async function fileTickets(live: LiveIncident): Promise<void> {
  const asked = new Set<string>();
  const wanted = (): readonly FollowUp[] => openFollowUps(live.state.postIncident).filter((one) => isWanted(one) && !asked.has(askOf(one)));
  while (!live.over) {
    await condition(() => live.over || wanted().length > 0);
    for (const followUp of wanted()) {
      asked.add(askOf(followUp));
      void file(live, followUp);
    }
  }
}

const isWanted = ({ ticket }: FollowUp): boolean => ticket?.status === 'WANTED';
const askOf = ({ number, ticket }: FollowUp): string => `${number}/${ticket?.status === 'WANTED' ? ticket.since : ''}`;

async function file(live: LiveIncident, { number, title, class: kind, owner, dueAt }: FollowUp): Promise<void> {
  const { key: incidentKey, severity, service } = live.state;
  const key = `${incidentKey}/follow-up/${number}`;
  const due = new Date(dueAt).toISOString().slice(0, 10);
  const body = `Follow-up ${number} of ${incidentKey} (${severity}, ${service}). Owner: ${owner}. Due: ${due}.`;
  const request = { key, incidentKey, followUp: `${number}`, title, body, labels: [kind.toLowerCase()], requestedAt: workflowNow() };
  const outcome = await settled(() => fileTicket.executeWithOptions({ ...ACTIVITY_OPTIONS.fileTicket, summary: `file ${key}` }, [request]));
  live.act({ kind: 'ticketSettled', followUp: number, outcome });
}

type Filed = Awaited<ReturnType<Activities['fileTicket']>>;

async function settled(ask: () => Promise<Filed>): Promise<TicketSettlement> {
  try {
    const outcome = await ask();
    return outcome.status === 'FILED' ? outcome : { ...outcome, status: 'FAILED' };
  } catch (error) {
    return { status: 'FAILED', code: 'RETRIES_EXHAUSTED', reason: error instanceof Error ? error.message : 'unknown' };
  }
}
