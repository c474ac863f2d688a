import type { Instant } from '../instant.js';
import { probeLearning } from '../postincident/probe-learning.js';
import { type CommandHandoverCommand, isHandoverKind } from './command-offer.model.js';
import { decide } from './decide.js';
import { type Actor, type Incident, isWorse } from './incident.model.js';
import { COMMAND_KINDS, type CommandKind, type PersonCommand } from './incident-command.model.js';

const PROBE: Actor = { person: '', via: 'API', verified: true };

/** What somebody signed in could do now: asked of the same rules that judge the real command. */
export function availableActions(incident: Incident, at: Instant = incident.detectedAt): readonly CommandKind[] {
  return COMMAND_KINDS.filter((kind) => isPossible(incident, isHandoverKind(kind) ? probeHandover(kind) : probeOf(incident, kind, at), at));
}

function isPossible(incident: Incident, probe: PersonCommand, at: Instant): boolean {
  const by = { ...PROBE, person: whoCould(incident, probe.kind) };
  const decided = decide(incident, { ...probe, by }, at);
  return decided.ok && decided.value.outcome === 'APPLIED';
}

/** The one person who could, where not everybody can. */
function whoCould({ pages, holder, offer }: Incident, kind: CommandKind): string {
  switch (kind) {
    case 'decline':
      return pages[0]?.person ?? '';
    case 'handOver':
    case 'withdrawHandOver':
      return holder?.person ?? '';
    case 'acceptCommand':
    case 'declineCommand':
      return offer?.to ?? '';
    default:
      return PROBE.person;
  }
}

const probeHandover = (kind: CommandHandoverCommand['kind']): PersonCommand => (kind === 'handOver' ? { kind, to: 'probe' } : { kind });

function probeOf(incident: Incident, kind: Exclude<CommandKind, CommandHandoverCommand['kind']>, at: Instant): PersonCommand {
  switch (kind) {
    case 'assess':
      return { kind, impact: 'probe' };
    case 'classify':
      return { kind, severity: isWorse('SEV1', incident.severity) ? 'SEV1' : 'SEV2', reason: 'probe' };
    case 'addResponders':
      return { kind, people: ['probe'] };
    case 'reassign':
      return { kind, to: 'probe' };
    case 'snooze':
      return { kind, minutes: 1 };
    case 'adoptPolicy':
      return { kind, adopts: { handbookVersionId: incident.handbookVersionId + 1, plan: incident.plan } };
    case 'addNote':
      return { kind, text: 'probe' };
    case 'setStatus':
      return { kind, status: 'INVESTIGATING', text: 'probe' };
    case 'resolve':
      return { kind, confirm: true };
    case 'reopen':
    case 'cancel':
      return { kind, reason: 'probe' };
    case 'draftStatusPost':
      return { kind, phase: 'INVESTIGATING', text: 'probe', components: someComponent(incident) };
    case 'publishStatusPost':
    case 'discardStatusPost':
      return { kind, post: incident.statusPage?.posts.find(({ state }) => state === 'DRAFT')?.id ?? '' };
    case 'acknowledge':
    case 'unacknowledge':
    case 'escalateNow':
    case 'decline':
      return { kind };
    default:
      return probeLearning(incident.postIncident, kind, at);
  }
}

const someComponent = ({ statusPage }: Incident): readonly string[] => statusPage?.plan.components.slice(0, 1).map(({ id }) => id) ?? [];
