import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import type { Subject } from '../../domain/postincident/post-incident.model.js';
import type { PostIncidentEventType } from '../../domain/postincident/post-incident-event.model.js';
import { type Content, html } from './html.js';
import { person, reasoned, said, type Wording, who } from './said-words.js';
import { inWords, line, SHOWN } from './shown-text.js';

type Of<T extends PostIncidentEventType> = Extract<IncidentEvent, { type: T }>;

/** What happened while people learnt from it, a sentence each. */
export const LEARNING_WORDS: { readonly [T in PostIncidentEventType]: (event: Of<T>, wording: Wording) => Content } = {
  PostIncidentBegan: ({ dueDays }) =>
    dueDays === null ? 'The reopen window ended' : `The reopen window ended: a postmortem is asked for within ${dueDays} working days`,
  PostmortemDrafted: ({ owner, dueAt }, w) => ['The postmortem is drafted for ', person(owner, w), ', due ', w.times.moment(dueAt)],
  PostmortemAssigned: ({ by, to }, w) => [who(by, w), ' gave the postmortem to ', person(to, w)],
  PostmortemPublished: ({ by, revision, noFollowUpsBecause }, w) => [
    html`<b>${who(by, w)} published the postmortem</b> (revision ${revision})`,
    noFollowUpsBecause !== null && html`; no follow-ups: ${said(noFollowUpsBecause)}`,
  ],
  FollowUpAdded: ({ by, followUp, title, owner, dueAt, class: kind }, w) => [
    html`${who(by, w)} added follow-up ${followUp} (${inWords(kind).toLowerCase()}): `,
    said(title),
    ', for ',
    person(owner, w),
    ', due ',
    w.times.moment(dueAt),
  ],
  FollowUpAssigned: ({ by, followUp, to }, w) => [who(by, w), ` gave follow-up ${followUp} to `, person(to, w)],
  FollowUpRescheduled: ({ by, followUp, dueAt, reason }, w) => [
    who(by, w),
    ` put off follow-up ${followUp} until `,
    w.times.moment(dueAt),
    reasoned(reason),
  ],
  FollowUpCompleted: ({ by, followUp, text }, w) => [html`<b>${who(by, w)} finished follow-up ${followUp}</b>`, reasoned(text)],
  FollowUpCanceled: ({ by, followUp, reason }, w) => [who(by, w), ` gave up follow-up ${followUp}`, reasoned(reason)],
  TicketWanted: ({ by, followUp }, w) => [who(by, w), ` asked again for a ticket of follow-up ${followUp}`],
  TicketFiled: ({ followUp, id }) => [`Follow-up ${followUp} is ticket `, line(id, SHOWN.label)],
  TicketFailed: ({ followUp, reason }) => [`The ticket of follow-up ${followUp} was refused`, reasoned(reason)],
  ReminderDue: ({ reminder }, w) => [
    reminder.to === 'LEAD' ? 'The lead of ' : '',
    person(reminder.owner, w),
    ` is reminded of ${subjectWords(reminder.subject)}`,
  ],
  Reminded: ({ person: id, subject, method }, w) => [
    person(id, w),
    ` was reminded of ${subjectWords(subject)} over `,
    line(method, SHOWN.label),
  ],
  ReminderFailed: ({ subject, reason }) => [`A reminder of ${subjectWords(subject)} reached nobody`, reasoned(reason)],
};

const subjectWords = (subject: Subject): string =>
  subject === 'postmortem' ? 'the postmortem' : `follow-up ${subject.slice('follow-up/'.length)}`;
