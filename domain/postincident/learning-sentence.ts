import type { Subject } from './post-incident.model.js';
import type { PostIncidentEventBody } from './post-incident-event.model.js';

const utc = (at: number): string => new Date(at).toISOString();
const because = (reason: string | null): string => (reason === null || reason === '' ? '' : `: ${reason}`);

/** The postmortem, or `follow-up 2`. */
export const subjectWords = (subject: Subject): string =>
  subject === 'postmortem' ? 'the postmortem' : `follow-up ${subject.slice('follow-up/'.length)}`;

/** What happened while people learnt from an incident, as a plain sentence. People are named by their ids. */
export function learningSentence(event: PostIncidentEventBody): string {
  switch (event.type) {
    case 'PostIncidentBegan':
      return event.dueDays === null
        ? 'The reopen window ended'
        : `The reopen window ended; a postmortem is asked for within ${event.dueDays} working days`;
    case 'PostmortemDrafted':
      return `The postmortem was drafted for ${event.owner}, due ${utc(event.dueAt)}`;
    case 'PostmortemAssigned':
      return `${event.by.person} gave the postmortem to ${event.to}`;
    case 'PostmortemPublished':
      return `${event.by.person} published revision ${event.revision} of the postmortem${event.noFollowUpsBecause === null ? '' : `; no follow-ups: ${event.noFollowUpsBecause}`}`;
    case 'FollowUpAdded':
      return `${event.by.person} added follow-up ${event.followUp} (${event.class}) for ${event.owner}, due ${utc(event.dueAt)}: ${event.title}`;
    case 'FollowUpAssigned':
      return `${event.by.person} gave follow-up ${event.followUp} to ${event.to}`;
    case 'FollowUpRescheduled':
      return `${event.by.person} put off follow-up ${event.followUp} until ${utc(event.dueAt)}${because(event.reason)}`;
    case 'FollowUpCompleted':
      return `${event.by.person} finished follow-up ${event.followUp}${because(event.text)}`;
    case 'FollowUpCanceled':
      return `${event.by.person} gave up follow-up ${event.followUp}${because(event.reason)}`;
    default:
      return reportSentence(event);
  }
}

type Report = Extract<
  PostIncidentEventBody,
  { type: 'TicketWanted' | 'TicketFiled' | 'TicketFailed' | 'ReminderDue' | 'Reminded' | 'ReminderFailed' }
>;

function reportSentence(event: Report): string {
  switch (event.type) {
    case 'TicketWanted':
      return `${event.by.person} asked again for the ticket of follow-up ${event.followUp}`;
    case 'TicketFiled':
      return `Follow-up ${event.followUp} is ticket ${event.id}`;
    case 'TicketFailed':
      return `The ticket of follow-up ${event.followUp} was refused: ${event.reason}`;
    case 'ReminderDue':
      return `${event.reminder.to === 'LEAD' ? 'The lead of ' : ''}${event.reminder.owner} is reminded of ${subjectWords(event.reminder.subject)}`;
    case 'Reminded':
      return `${event.person} was reminded of ${subjectWords(event.subject)} over ${event.method}`;
    case 'ReminderFailed':
      return `A reminder of ${subjectWords(event.subject)} reached nobody: ${event.reason}`;
  }
}
