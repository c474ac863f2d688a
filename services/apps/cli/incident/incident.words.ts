import { type Cell, paint } from '../output.js';
import { age, clockTime, relative } from '../times.js';
import type { IncidentLine } from './incident.shape.js';

const SEVERITY_STYLE = { SEV1: ['red', 'bold'], SEV2: ['red'], SEV3: ['yellow'], SEV4: ['dim'] } as const;

const styleOf = (severity: string): readonly ('red' | 'bold' | 'yellow' | 'dim')[] =>
  severity in SEVERITY_STYLE ? SEVERITY_STYLE[severity as keyof typeof SEVERITY_STYLE] : [];

export const severityCell = (severity: string): Cell => ({ text: severity, style: styleOf(severity) });

export const paintedSeverity = (severity: string): string => paint(styleOf(severity), severity);

const OVER = ['RESOLVED', 'POST_INCIDENT', 'CLOSED', 'CANCELED'];

export const isOver = ({ status }: Pick<IncidentLine, 'status'>): boolean => OVER.includes(status);

/** `[TEST] Checkout is slow` */
export const titleOf = ({ title, test, visibility }: IncidentLine): string =>
  `${test ? '[TEST] ' : ''}${visibility === 'RESTRICTED' ? '[restricted] ' : ''}${title}`;

/** Who has it; a question mark where people are still being paged. */
export function holderCell(incident: IncidentLine): Cell {
  if (incident.holder !== null) return incident.holder.id;
  return isOver(incident) ? '' : { text: 'nobody', style: 'yellow' };
}

const DEADLINES: Readonly<Record<string, string>> = {
  LADDER: 'unless somebody has it, the next step is paged',
  HAND_OVER: 'command is taken, or stays where it is',
  ACK_EXPIRY: 'the acknowledgement expires',
  SNOOZE_END: 'the snooze ends',
  AUTO_RESOLVE: 'it resolves by itself',
  CLOSE: 'its reopen window ends',
  REMINDER: 'somebody is reminded of what is due',
};

/** `02:47:10Z (in 4 min): the snooze ends`; empty where nothing is due. */
export function nextOf({ nextDeadline, nextDeadlineAt }: IncidentLine): string {
  if (nextDeadlineAt === null) return '';
  const what = nextDeadline === null ? '' : `: ${DEADLINES[nextDeadline] ?? nextDeadline}`;
  return `${clockTime(nextDeadlineAt)} (${relative(nextDeadlineAt)})${what}`;
}

export const LIST_HEADER = ['INCIDENT', 'SEV', 'STATUS', 'SERVICE', 'HOLDER', 'AGE', 'ALERTS', 'TITLE'] as const;

export const listRow = (incident: IncidentLine): readonly Cell[] => [
  incident.key,
  severityCell(incident.severity),
  { text: incident.status, style: isOver(incident) ? 'green' : 'reset' },
  incident.service.id,
  holderCell(incident),
  age(incident.detectedAt),
  incident.totalAlerts === 0 ? '' : `${incident.firingAlerts}/${incident.totalAlerts}`,
  titleOf(incident),
];
