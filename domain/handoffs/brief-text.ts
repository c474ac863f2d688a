import { dateTimeText } from '../notifications/local-time.js';
import { plainLine } from '../notifications/plain-line.js';
import type { ZoneRules } from '../oncall/zone-rules.js';
import type { Brief, BriefAlert, BriefFollowUp, BriefIncident } from './brief.model.js';
import type { Handoff } from './handoff.model.js';

/** A mail is read on a phone: what is left out is said to be. */
const SHOWN = 10;

export interface Reader {
  /** The zone of the times in the text. */
  readonly timezone: string;
  readonly rules: ZoneRules;
}

/** `On call for on-call: ben takes over from ada`. One line. */
export function briefSubject(handoff: Handoff): string {
  const { schedule, outgoing, incoming, acceptBy } = handoff;
  if (acceptBy === null) return `Handoff brief, ${schedule}: ${incoming ?? 'nobody'} stays on call`;
  return `Handoff, ${schedule}: ${incoming ?? 'nobody'} takes over from ${outgoing ?? 'nobody'}`;
}

/** The brief in lines, the most urgent first. Texts of alerts are made harmless. Guide: G1.3 */
export function briefLines(brief: Brief, reader: Reader): readonly string[] {
  const time = (at: number): string => dateTimeText(reader.rules, reader.timezone, at);
  const incident = ({ key, severity, service, title, status, holder, deadline }: BriefIncident): string => {
    const clock = deadline === null ? '' : `, ${deadline.what.toLowerCase().replaceAll('_', ' ')} at ${time(deadline.at)}`;
    return `${key} ${severity} ${plainLine(service, 60)}: ${plainLine(title, 120)} (${status.toLowerCase()}, ${holder ?? 'nobody'} has it${clock})`;
  };
  const followUp = ({ incidentKey, title, owner, dueAt }: BriefFollowUp): string =>
    `${incidentKey}: ${plainLine(title, 120)} (${owner}, due ${time(dueAt)})`;
  const alert = ({ name, service, firings }: BriefAlert): string =>
    `${plainLine(name, 80)} on ${plainLine(service, 60)}: ${firings} ${firings === 1 ? 'time' : 'times'}`;
  return [
    ...part('Open incidents', brief.openIncidents.map(incident)),
    ...part('Follow-ups due', brief.followUps.map(followUp)),
    ...part('Alerts that fired most', brief.noisyAlerts.map(alert)),
    brief.next === null ? 'Nobody takes over in the next four weeks.' : `Next: ${brief.next.person} from ${time(brief.next.at)}.`,
  ];
}

function part(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [`${title}: none.`];
  const more = lines.length - SHOWN;
  return [`${title}:`, ...lines.slice(0, SHOWN).map((line) => `- ${line}`), ...(more > 0 ? [`- and ${more} more`] : [])];
}
