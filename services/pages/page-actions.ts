import { availableActions } from '../../domain/incidents/available-actions.js';
import { decide } from '../../domain/incidents/decide.js';
import type { CommandKind, PersonCommand } from '../../domain/incidents/incident-command.model.js';
import type { Instant } from '../../domain/instant.js';
import type { IncidentFacts } from './incident-page.model.js';
import { actorOf, type PageViewer } from './viewer.js';

/** The decline that a link's page offers: of the step it was sent for, so that a late one changes nothing. */
export function declineOf(viewer: PageViewer): Extract<PersonCommand, { kind: 'decline' }> {
  if (viewer.kind !== 'LINK') return { kind: 'decline' };
  const { generation, step } = viewer.claims;
  return { kind: 'decline', generation, ...(step < 0 ? {} : { step }) };
}

/** What a link lets its holder do: answer the page that it came with. */
export const LINK_KINDS: readonly CommandKind[] = ['acknowledge', 'decline', 'acceptCommand', 'declineCommand'];

/** What `viewer` can do at `at`, by the rules that will judge the command itself. A link answers its page, and does nothing else. */
export function actionsOf(facts: IncidentFacts, viewer: PageViewer, at: Instant): readonly CommandKind[] {
  const { incident } = facts;
  if (incident === null) return viewer.kind === 'LINK' || viewer.canRespond ? ['acknowledge'] : [];
  const possible = availableActions(incident, at).filter((kind) => isTheirs(facts, viewer, { kind, at }));
  if (viewer.kind === 'LINK') return possible.filter((kind) => LINK_KINDS.includes(kind));
  return viewer.canRespond ? possible : [];
}

/** What one person alone can do is offered to nobody else. */
function isTheirs(facts: IncidentFacts, viewer: PageViewer, { kind, at }: { readonly kind: CommandKind; readonly at: Instant }): boolean {
  const { holder, incident } = facts;
  switch (kind) {
    case 'handOver':
    case 'withdrawHandOver':
      return holder === viewer.person;
    case 'acceptCommand':
    case 'declineCommand':
      return incident?.offer?.to === viewer.person;
    case 'decline':
      return incident?.offer?.to !== viewer.person && canDecline(facts, viewer, at);
    default:
      return true;
  }
}

function canDecline({ incident }: IncidentFacts, viewer: PageViewer, at: Instant): boolean {
  if (incident === null) return false;
  const decided = decide(incident, { ...declineOf(viewer), by: actorOf(viewer) }, at);
  return decided.ok && decided.value.outcome === 'APPLIED';
}
