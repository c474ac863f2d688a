import { inWords } from '../handbook/duration-words.js';
import type { IncidentEvent } from '../incidents/incident-event.model.js';
import { SECOND_MS } from '../instant.js';
import { markdownText } from './markdown.js';
import type { PostmortemSource } from './postmortem-source.model.js';

const TEXT_MAX = 1_000;
const AT_MOST = 50;

/** What people said about the cause while they worked, `share` of the longest texts, and the question that is left. Guide: G2.6 */
export function rootCausePart({ events, nameOf }: PostmortemSource, share: number): string {
  const max = Math.floor(TEXT_MAX * share);
  const said = events.flatMap((event) => {
    if (event.type === 'NoteAdded') return [lineOf(nameOf(event.by.person), event.text, max)];
    return event.type === 'StatusSet' && event.to === 'IDENTIFIED' && event.text !== null
      ? [lineOf(nameOf(event.by.person), event.text, max)]
      : [];
  });
  const heard =
    said.length === 0 ? ['Nobody wrote down a cause while it lasted.'] : ['Said while it lasted:', '', ...said.slice(0, AT_MOST)];
  return [...heard, '', 'Why did it happen, and why could it?'].join('\n');
}

/** What people did until it was over; `share` of the longest texts. Guide: G2.6 */
export function resolutionPart({ events, nameOf }: PostmortemSource, share: number): string {
  const max = Math.floor(TEXT_MAX * share);
  const steps = events.flatMap((event) => stepOf(event, nameOf, max)).slice(0, AT_MOST);
  return steps.length === 0 ? 'Nobody wrote down what was done.' : steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}

function stepOf(event: IncidentEvent, nameOf: PostmortemSource['nameOf'], max: number): readonly string[] {
  switch (event.type) {
    case 'StatusSet': {
      const text = event.text === null || event.text === '' ? '' : `: ${markdownText(event.text, max)}`;
      return [`${name(nameOf, event.by.person)} set ${event.to}${text}`];
    }
    case 'Resolved': {
      const text = event.text === null || event.text === '' ? '' : `: ${markdownText(event.text, max)}`;
      return [`${event.by === null ? 'It resolved by itself' : `${name(nameOf, event.by.person)} resolved it`}${text}`];
    }
    case 'Reopened':
      return [`It was reopened: ${markdownText(event.reason, max)}`];
    default:
      return [];
  }
}

const name = (nameOf: PostmortemSource['nameOf'], person: string): string => markdownText(nameOf(person), 80);
const lineOf = (person: string, text: string, max: number): string => `- ${markdownText(person, 80)}: ${markdownText(text, max)}`;

/** What the record shows that is worth a talk, and the questions of every review. Guide: G2.6 */
export function lessonsPart(source: PostmortemSource): string {
  const facts = remarkable(source).map((fact) => `- ${fact}`);
  const questions = ['- What went well?', '- What went badly?', '- Where were we lucky?'];
  return [...(facts.length === 0 ? [] : ['From the record:', '', ...facts, '']), 'To be answered:', '', ...questions].join('\n');
}

function remarkable({ incident, events }: PostmortemSource): readonly string[] {
  const count = (type: IncidentEvent['type']): number => events.filter((event) => event.type === type).length;
  const acknowledged = events.find((event) => event.type === 'Acknowledged');
  const waited = acknowledged === undefined ? null : Math.max(0, acknowledged.at - incident.detectedAt);
  const counted: readonly (readonly [number, string])[] = [
    [count('DeliveryFailed'), 'a page failed over one channel'],
    [count('AcknowledgementExpired'), 'an acknowledgement expired'],
    [count('Declined'), 'somebody declined'],
    [count('Reopened'), 'it was reopened'],
    [count('SeverityRaised'), 'alerts raised the severity'],
  ];
  return [
    ...(waited === null ? ['Nobody acknowledged it.'] : [`It took ${inWords(waited - (waited % SECOND_MS))} until somebody had it.`]),
    ...counted.flatMap(([times, what]) => (times === 0 ? [] : [`${times} ×: ${what}.`])),
  ];
}
