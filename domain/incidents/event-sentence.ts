import { isLearning } from '../postincident/is-learning.js';
import { learningSentence } from '../postincident/learning-sentence.js';
import { commandSentence, isCommandEvent } from './command-sentence.js';
import type { Actor } from './incident.model.js';
import type { IncidentEvent } from './incident-event.model.js';
import { skipWords } from './skip-words.js';

const who = (by: Actor | null): string => (by === null ? 'Tocsin' : by.person);
const because = (reason: string | null): string => (reason === null || reason === '' ? '' : `: ${reason}`);
const names = (people: readonly string[]): string => (people.length === 0 ? 'nobody' : [...new Set(people)].join(', '));

/** One entry of a timeline as a plain sentence. People are named by their ids; texts that came from outside stay as they are. */
export function eventSentence(event: IncidentEvent): string {
  switch (event.type) {
    case 'Opened':
      return `${event.opening.declaredBy === null ? 'Alerts opened' : `${who(event.opening.declaredBy)} declared`} a ${event.opening.severity}`;
    case 'AlertsChanged':
      return `${event.firing} of ${event.total} alerts are firing`;
    case 'SeverityRaised':
      return `Alerts raised the severity from ${event.from} to ${event.to}`;
    case 'RespondersFound':
      return `Paged ${names(event.pages.map((page) => page.person))}${event.skipped.map((one) => `; ${one.target} skipped (${skipWords(one)})`).join('')}`;
    case 'DeliverySent':
      return `The page to ${event.person} left over ${event.method}`;
    case 'DeliveryFailed':
      return `The page to ${event.person} over ${event.method} failed: ${event.reason}`;
    case 'Acknowledged':
      return `${who(event.by)} acknowledged`;
    case 'AcknowledgementExpired':
      return `The acknowledgement of ${event.person} expired`;
    case 'Unacknowledged':
      return `${who(event.by)} gave it back${because(event.reason)}`;
    case 'Assessed':
      return `${who(event.by)} assessed: ${event.impact}`;
    case 'Classified':
      return `${who(event.by)} ${event.from === event.to ? `confirmed ${event.to}` : `changed ${event.from} to ${event.to}`}${because(event.reason)}`;
    case 'Escalated':
      return `${who(event.by)} escalated${because(event.reason)}`;
    case 'RespondersAdded':
      return `${who(event.by)} asked for ${names(event.people)}${because(event.reason)}`;
    default:
      return isLearning(event) ? learningSentence(event) : laterSentence(event);
  }
}

function laterSentence(event: IncidentEvent): string {
  switch (event.type) {
    case 'Reassigned':
      return `${who(event.by)} handed it to ${event.to}${because(event.reason)}`;
    case 'Declined':
      return `${who(event.by)} declined${because(event.reason)}`;
    case 'Snoozed':
      return `${who(event.by)} snoozed it until ${new Date(event.until).toISOString()}${because(event.reason)}`;
    case 'PolicyAdopted':
      return `${who(event.by)} adopted the policy of version ${event.toVersion} instead of ${event.fromVersion}${because(event.reason)}`;
    case 'NoteAdded':
      return `${who(event.by)} noted: ${event.text}`;
    case 'StatusSet':
      return `${who(event.by)} set ${event.to}${because(event.text)}`;
    case 'Resolved':
      return `${who(event.by)} resolved it${because(event.text)}`;
    case 'Reopened':
      return `${who(event.by)} reopened it${because(event.reason)}`;
    case 'Canceled':
      return `${who(event.by)} canceled it${because(event.reason)}`;
    case 'LadderMoved':
      return `The ladder moved (${event.why})`;
    default:
      return isCommandEvent(event) ? commandSentence(event) : publicSentence(event);
  }
}

function publicSentence(event: IncidentEvent): string {
  switch (event.type) {
    case 'StatusPostDrafted':
      return `${who(event.by)} drafted a status post: ${event.post.text}`;
    case 'StatusPostApproved':
      return `${who(event.by)} told the public: ${event.text}`;
    case 'StatusPostPublished':
      return 'The status page shows it';
    case 'StatusPostFailed':
      return `The status page refused it: ${event.reason}`;
    case 'StatusPostDiscarded':
      return `${who(event.by)} discarded a status post${because(event.reason)}`;
    default:
      return inWords(event.type);
  }
}

/** `SnoozeEnded` → `Snooze ended`. */
const inWords = (type: string): string => type.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
