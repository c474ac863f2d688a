import { DAY_MS, type Instant } from '../instant.js';
import { openFollowUps, type PostIncident } from './post-incident.model.js';
import type { PostIncidentPersonCommand } from './post-incident-command.model.js';

/** A command of this kind as somebody could send it now, to ask the rules whether anything of the kind is possible. */
export function probeLearning(
  learning: PostIncident | undefined,
  kind: PostIncidentPersonCommand['kind'],
  at: Instant,
): PostIncidentPersonCommand {
  const open = openFollowUps(learning);
  const followUp = open[0]?.number ?? 0;
  switch (kind) {
    case 'addFollowUp':
      return { kind, class: 'PREVENTIVE', title: 'probe', owner: 'probe' };
    case 'assignFollowUp':
      return { kind, followUp, to: '\u0000probe' };
    case 'rescheduleFollowUp':
      return { kind, followUp, dueAt: at + DAY_MS, reason: 'probe' };
    case 'completeFollowUp':
      return { kind, followUp };
    case 'cancelFollowUp':
      return { kind, followUp, reason: 'probe' };
    case 'fileFollowUpTicket':
      return { kind, followUp: open.find(({ ticket }) => ticket?.status === 'FAILED')?.number ?? followUp };
    case 'assignPostmortem':
      return { kind, to: '\u0000probe' };
    case 'publishPostmortem':
      return { kind, revision: 0, digest: '\u0000probe' };
  }
}
