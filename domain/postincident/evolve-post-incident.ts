import type { Incident } from '../incidents/incident.model.js';
import { assertNever } from '../result.js';
import type { Learnt } from './is-learning.js';
import { type FollowUp, type PostIncident, type Postmortem, type Reminder, type Subject, UNREMINDED } from './post-incident.model.js';
import { remindedFrom } from './reminders.js';

/** What learning does to an incident. Of one that pins no such plan none of these events is ever decided. */
export function evolvePostIncident(incident: Incident, event: Learnt): Incident {
  const before = incident.postIncident;
  if (before === undefined) return incident;
  const after = { ...incident, postIncident: learning(before, event) };
  if (event.type === 'PostIncidentBegan') return { ...after, status: 'POST_INCIDENT', reopenUntil: null };
  return engage(after, charged(event));
}

/** Whoever is given something to do may see the incident, and belongs to it. */
function charged(event: Learnt): string | null {
  switch (event.type) {
    case 'PostmortemDrafted':
    case 'FollowUpAdded':
      return event.owner;
    case 'PostmortemAssigned':
    case 'FollowUpAssigned':
      return event.to;
    default:
      return null;
  }
}

const engage = (incident: Incident, person: string | null): Incident =>
  person === null || incident.engaged.includes(person) ? incident : { ...incident, engaged: [...incident.engaged, person] };

function learning(before: PostIncident, event: Learnt): PostIncident {
  switch (event.type) {
    case 'PostIncidentBegan':
      return { ...before, beganAt: event.at, postmortem: event.dueDays === null ? null : WANTED };
    case 'PostmortemDrafted':
    case 'PostmortemAssigned':
    case 'PostmortemPublished':
      return withPostmortem(before, event);
    case 'ReminderDue':
      return reminderDue(before, event);
    case 'Reminded':
    case 'ReminderFailed':
      return { ...before, reminders: before.reminders.filter(({ key }) => key !== event.reminder) };
    case 'FollowUpAdded':
      return { ...before, followUps: [...before.followUps, added(before, event)] };
    default:
      return withFollowUp(before, event);
  }
}

const WANTED: Postmortem = {
  status: 'WANTED',
  owner: null,
  dueAt: null,
  revision: 0,
  digest: '',
  publishedAt: null,
  publishedBy: null,
  reminded: UNREMINDED,
};

type Writing = Extract<Learnt, { type: 'PostmortemDrafted' | 'PostmortemAssigned' | 'PostmortemPublished' }>;

function withPostmortem(before: PostIncident, event: Writing): PostIncident {
  const { postmortem } = before;
  if (postmortem === null) return before;
  switch (event.type) {
    case 'PostmortemDrafted': {
      const { revision, digest, owner, dueAt, at } = event;
      const drafted = { ...postmortem, status: 'DRAFTED' as const, revision, digest, owner, dueAt, reminded: remindedFrom(dueAt, at) };
      return { ...before, postmortem: drafted };
    }
    case 'PostmortemAssigned':
      return without('postmortem', { ...before, postmortem: { ...postmortem, owner: event.to } });
    case 'PostmortemPublished': {
      const { revision, digest, at, by } = event;
      const published = { ...postmortem, status: 'PUBLISHED' as const, revision, digest, publishedAt: at, publishedBy: by.person };
      const noFollowUpsBecause = event.noFollowUpsBecause ?? before.noFollowUpsBecause;
      return without('postmortem', { ...before, postmortem: published, noFollowUpsBecause });
    }
  }
}

/** What was to be said of it is out of date. */
const without = (subject: Subject, learnt: PostIncident): PostIncident => ({
  ...learnt,
  reminders: learnt.reminders.filter((one) => one.subject !== subject),
});

function added({ plan }: PostIncident, event: Extract<Learnt, { type: 'FollowUpAdded' }>): FollowUp {
  const { followUp: number, title, owner, dueAt, at, by } = event;
  return {
    number,
    class: event.class,
    title,
    owner,
    dueAt,
    status: 'OPEN',
    addedAt: at,
    addedBy: by.person,
    settledAt: null,
    ticket: plan.tracker === null ? null : { status: 'WANTED', since: at },
    reminded: remindedFrom(dueAt, at),
  };
}

type OnFollowUp = Exclude<Extract<Learnt, { readonly followUp: number }>, { type: 'FollowUpAdded' }>;

function withFollowUp(before: PostIncident, event: OnFollowUp): PostIncident {
  const followUps = before.followUps.map((one) => (one.number === event.followUp ? { ...one, ...changeOf(event) } : one));
  return isNewToPeople(event) ? without(`follow-up/${event.followUp}`, { ...before, followUps }) : { ...before, followUps };
}

function changeOf(event: OnFollowUp): Partial<FollowUp> {
  switch (event.type) {
    case 'FollowUpAssigned':
      return { owner: event.to };
    case 'FollowUpRescheduled':
      return { dueAt: event.dueAt, reminded: remindedFrom(event.dueAt, event.at) };
    case 'FollowUpCompleted':
      return { status: 'DONE', settledAt: event.at };
    case 'FollowUpCanceled':
      return { status: 'CANCELED', settledAt: event.at };
    case 'TicketWanted':
      return { ticket: { status: 'WANTED', since: event.at } };
    case 'TicketFiled':
      return { ticket: { status: 'FILED', id: event.id, url: event.url } };
    case 'TicketFailed':
      return { ticket: { status: 'FAILED', code: event.code, reason: event.reason } };
    default:
      return assertNever(event);
  }
}

const isNewToPeople = ({ type }: OnFollowUp): boolean => type !== 'TicketWanted' && type !== 'TicketFiled' && type !== 'TicketFailed';

/** The present one replaces what had not left yet: after an outage nobody hears of the past. */
function reminderDue(before: PostIncident, { reminder, stages, at }: Extract<Learnt, { type: 'ReminderDue' }>): PostIncident {
  const others = before.reminders.filter((one) => one.subject !== reminder.subject || one.to !== reminder.to);
  const reminders: readonly Reminder[] = [...others, { ...reminder, at }];
  const change = <T extends { readonly reminded: { readonly stages: number; readonly lead: boolean } }>(subject: T): T => ({
    ...subject,
    reminded: stages === null ? { ...subject.reminded, lead: true } : { ...subject.reminded, stages },
  });
  if (reminder.subject === 'postmortem') return { ...before, reminders, postmortem: before.postmortem && change(before.postmortem) };
  const number = Number(reminder.subject.slice('follow-up/'.length));
  return { ...before, reminders, followUps: before.followUps.map((one) => (one.number === number ? change(one) : one)) };
}
