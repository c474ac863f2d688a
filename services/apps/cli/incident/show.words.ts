import { harmless } from '../harmless.js';
import { facts, paint, table } from '../output.js';
import { age, clockTime, stamp } from '../times.js';
import type { IncidentDetail } from './detail.shape.js';
import type { PageLine, TimelineLine } from './incident.shape.js';
import { isOver, nextOf, paintedSeverity, titleOf } from './incident.words.js';

/** One incident for a person: the next thing first. */
export function shown(incident: IncidentDetail): string {
  const { key, severity, service, status } = incident;
  const head = `${paint('bold', key)}  ${paintedSeverity(severity)}  ${harmless(service.id)}: ${paint('bold', harmless(titleOf(incident)))}`;
  const rows = facts([
    ['status', `${status}${incident.severityConfirmed ? '' : ', severity proposed'}`],
    ['holder', holderOf(incident)],
    ['next', nextOf(incident)],
    ['since', `${stamp(incident.detectedAt)}, ${age(incident.detectedAt)} ago`],
    ['resolved', incident.resolvedAt === null ? '' : stamp(incident.resolvedAt)],
    ['declared by', incident.declaredBy?.id ?? ''],
    ['repeats', incident.recurrenceOf ?? ''],
    ['can', incident.availableActions.map((action) => action.toLowerCase().replaceAll('_', '-')).join(', ')],
    ['page', incident.url],
  ]);
  return [head, rows, offerOf(incident), alertsOf(incident), pagesOf(incident.pages), timelineOf(incident.timeline)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function holderOf(incident: IncidentDetail): string {
  const { holder, acknowledgedAt } = incident;
  if (holder === null) return isOver(incident) ? '' : 'nobody yet';
  return `${holder.name} (${holder.id})${acknowledgedAt === null ? '' : `, since ${clockTime(acknowledgedAt)}`}`;
}

/** Command that is offered: to whom, until when, what they must know, and what is gone through. */
function offerOf({ commandOffer }: IncidentDetail): string {
  if (commandOffer === null) return '';
  const { from, to, acceptBy, brief, checklist } = commandOffer;
  const lines = [`${from.id} offers it to ${to.id}, until ${clockTime(acceptBy)}`, ...brief, ...checklist.map((item) => `[ ] ${item}`)];
  return [paint('bold', 'Command'), ...lines.map((line) => harmless(line))].join('\n');
}

function alertsOf({ alerts, totalAlerts }: IncidentDetail): string {
  if (alerts.length === 0) return '';
  const rows = alerts.map(({ status, priority, name, startsAt, summary }) => [status, priority, name, stamp(startsAt), summary]);
  const more = totalAlerts > alerts.length ? `\n… and ${totalAlerts - alerts.length} more` : '';
  return `${paint('bold', 'Alerts')}\n${table(['STATUS', 'PRIORITY', 'NAME', 'SINCE', 'SUMMARY'], rows)}${more}`;
}

function pagesOf(pages: readonly PageLine[]): string {
  if (pages.length === 0) return '';
  const rows = pages
    .toReversed()
    .map(({ at, person, reason, deliveries }) => [
      clockTime(at),
      person.id,
      reason,
      deliveries.map(({ method, status, error }) => `${method} ${status.toLowerCase()}${error === null ? '' : ` (${error})`}`).join(', '),
    ]);
  return `${paint('bold', 'Pages')}\n${table(['AT', 'PERSON', 'WHY', 'SENT'], rows)}`;
}

const SHOWN_ENTRIES = 30;

function timelineOf(timeline: readonly TimelineLine[]): string {
  const rows = timeline.slice(-SHOWN_ENTRIES).map(({ at, by, summary }) => [clockTime(at), by?.person.id ?? '', summary]);
  const earlier = timeline.length > SHOWN_ENTRIES ? `  ${paint('dim', `(${timeline.length - SHOWN_ENTRIES} earlier: --json)`)}` : '';
  return `${paint('bold', 'Timeline')}${earlier}\n${table(['AT', 'BY', 'WHAT'], rows)}`;
}
