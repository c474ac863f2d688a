import { keepPageInStep } from '../communications/keep-page-in-step.js';
import type { Instant } from '../instant.js';
import { draftOf } from './draft.js';
import { unopened } from './evolve.js';
import type { IncidentEventBody, IncidentOpening } from './incident-event.model.js';
import { startLadder } from './ladder.js';

/** The events with which an incident begins: it is open, and the first step of its ladder is paged. Guide: G2.2, G1.2 */
export function open(opening: IncidentOpening, at: Instant): readonly IncidentEventBody[] {
  const draft = draftOf(unopened(opening), at);
  draft.record({ type: 'Opened', opening });
  startLadder(draft, 0, 'OPENED');
  keepPageInStep(draft);
  const decided = draft.applied();
  return decided.ok ? decided.value.events : [];
}
