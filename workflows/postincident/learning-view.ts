import type { Incident } from '../../domain/incidents/incident.model.js';
import type { Instant } from '../../domain/instant.js';
import { closeGate } from '../../domain/postincident/close-gate.js';
import { subjectWords } from '../../domain/postincident/learning-sentence.js';
import type { Reminder } from '../../domain/postincident/post-incident.model.js';
import { openFollowUps } from '../../domain/postincident/post-incident.model.js';
import { dayTime } from '../support/instant-words.js';

/** Whoever may not see a restricted incident may see its workflow: no names and no titles there. */
const isRestricted = ({ visibility }: Incident): boolean => visibility === 'RESTRICTED';
const named = (incident: Incident, owner: string | null): string => (isRestricted(incident) || owner === null ? '' : ` (${owner})`);

interface ToDo {
  readonly what: string;
  readonly dueAt: Instant;
  readonly owner: string;
}

/** The next thing that somebody has to do after an incident, in one line; null: nothing is left. */
export function nextLessonInWords(incident: Incident): string | null {
  const { postIncident } = incident;
  if (postIncident?.postmortem?.status === 'WANTED') return 'Next: the postmortem is being drafted.';
  const next = toDo(incident).toSorted((a, b) => a.dueAt - b.dueAt)[0];
  if (next !== undefined) return `Next: ${next.what} by ${dayTime(next.dueAt)}${named(incident, next.owner)}.`;
  const missing = closeGate(incident).missing[0];
  return incident.status === 'POST_INCIDENT' && missing !== undefined ? `Next: ${missing.detail}.` : null;
}

function toDo({ postIncident }: Incident): readonly ToDo[] {
  const { postmortem } = postIncident ?? {};
  const writing =
    postmortem?.status === 'DRAFTED' && postmortem.dueAt !== null && postmortem.owner !== null
      ? [{ what: 'publish the postmortem', dueAt: postmortem.dueAt, owner: postmortem.owner }]
      : [];
  return [...writing, ...openFollowUps(postIncident).map(({ number, dueAt, owner }) => ({ what: `follow-up ${number}`, dueAt, owner }))];
}

/** What is known of the learning, for the Temporal UI: a line each. */
export function learningDetails(incident: Incident): readonly string[] {
  const { postIncident } = incident;
  if (postIncident === undefined || postIncident.beganAt === null) return [];
  const { postmortem } = postIncident;
  const missing = incident.status === 'POST_INCIDENT' ? closeGate(incident).missing.map(({ detail }) => detail) : [];
  return [
    ...(postmortem === null ? [] : [`- postmortem: ${postmortem.status}${named(incident, postmortem.owner)}`]),
    `- follow-ups open: ${openFollowUps(postIncident).length} of ${postIncident.followUps.length}`,
    ...(missing.length === 0 ? [] : [`- closes when: ${missing.join('; ')} no more`]),
  ];
}

/** What a reminder is, in the Temporal UI: `remind ben of follow-up 2: late-1d`. */
export function reminderInWords(incident: Incident, { to, owner, subject, stage }: Reminder): string {
  const whom = isRestricted(incident) ? 'somebody' : to === 'LEAD' ? `the lead of ${owner}` : owner;
  return `remind ${whom} of ${subjectWords(subject)}: ${stage}`;
}
