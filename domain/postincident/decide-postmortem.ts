import { already, type Decided, type Draft, refusedFor } from '../incidents/draft.js';
import { isOver } from '../incidents/incident.model.js';
import type { Command } from '../incidents/incident-command.model.js';
import { noPlan, settleGate } from './decide-close.js';
import type { Postmortem } from './post-incident.model.js';

type Given<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** Revision 1 is written, and it is known whose it is and when it is due. Guide: G2.6 */
export function postmortemDrafted(draft: Draft, command: Given<'postmortemDrafted'>): Decided {
  const { postIncident } = draft.incident();
  if (postIncident?.postmortem?.status !== 'WANTED') return already;
  const { revision, digest, owner, dueAt } = command;
  draft.record({ type: 'PostmortemDrafted', revision, digest, owner, dueAt });
  return draft.applied();
}

/** Somebody else writes it. */
export function assignPostmortem(draft: Draft, command: Given<'assignPostmortem'>): Decided {
  return onDraft(draft, (postmortem) => {
    const to = command.to.trim();
    if (to === '') return refusedFor('to', 'OWNER_REQUIRED', 'a postmortem without an owner is nobody’s', 'name the person who writes it');
    if (to === postmortem.owner || postmortem.status === 'PUBLISHED') return already;
    draft.record({ type: 'PostmortemAssigned', by: command.by, to });
    return draft.applied();
  });
}

/** What was learnt is said to everybody; with why nothing is left to do, where that is so. The incident closes when nothing else is missing. */
export function publishPostmortem(draft: Draft, command: Given<'publishPostmortem'>): Decided {
  return onDraft(draft, (postmortem) => {
    const { by, revision } = command;
    const because = command.noFollowUpsBecause?.trim() || null;
    if (!by.verified) return refusedFor('by', 'UNVERIFIED_ACTOR', 'publishing a postmortem needs a signed-in person');
    const digest = command.digest ?? (revision === postmortem.revision ? postmortem.digest : null);
    if (digest === null) return refusedFor('revision', 'NOT_FOUND', `there is no revision ${String(revision).slice(0, 20)}`);
    const isSaid = because === null || because === draft.incident().postIncident?.noFollowUpsBecause;
    if (postmortem.status === 'PUBLISHED' && postmortem.digest === digest && isSaid) return already;
    draft.record({ type: 'PostmortemPublished', by, revision, digest, noFollowUpsBecause: because });
    return settleGate(draft);
  });
}

function onDraft(draft: Draft, go: (postmortem: Postmortem) => Decided): Decided {
  const { key, status, postIncident } = draft.incident();
  if (postIncident === undefined) return noPlan(key);
  if (isOver(draft.incident())) return refusedFor(null, 'INCIDENT_CLOSED', `${key} is ${status}`);
  const { postmortem } = postIncident;
  if (postmortem === null)
    return refusedFor(
      null,
      'NO_POSTMORTEM',
      `${key} has no postmortem`,
      'one is drafted when the reopen window ends, if the severity asks for it',
    );
  if (postmortem.status === 'WANTED')
    return refusedFor(null, 'NO_POSTMORTEM', `the postmortem of ${key} is being drafted`, 'try again in a moment');
  return go(postmortem);
}
