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

/** What `viewer` can do at `at`, by the rules that will judge the command itself. A link acknowledges and declines, nothing else. */
export function actionsOf(facts: IncidentFacts, viewer: PageViewer, at: Instant): readonly CommandKind[] {
  const { incident } = facts;
  if (incident === null) return viewer.kind === 'LINK' || viewer.canRespond ? ['acknowledge'] : [];
  const possible = availableActions(incident, at).filter((kind) => kind !== 'decline' || canDecline(facts, viewer, at));
  if (viewer.kind === 'LINK') return possible.filter((kind) => kind === 'acknowledge' || kind === 'decline');
  return viewer.canRespond ? possible : [];
}

function canDecline({ incident }: IncidentFacts, viewer: PageViewer, at: Instant): boolean {
  if (incident === null) return false;
  const decided = decide(incident, { ...declineOf(viewer), by: actorOf(viewer) }, at);
  return decided.ok && decided.value.outcome === 'APPLIED';
}
