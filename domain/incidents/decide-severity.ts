import { keepPageInStep } from '../communications/keep-page-in-step.js';
import type { Severity } from '../handbook/handbook.model.js';
import { closedAlready, type Given, keepHold } from './decide-holding.js';
import { settleQuiet } from './decide-quiet.js';
import { already, type Decided, type Draft, refused } from './draft.js';
import { standingStep } from './evolve.js';
import { type Holder, isOpen, isPast, isWorse, ladderOf } from './incident.model.js';
import { startLadder, tellHolder } from './ladder.js';

/** A person's word on how bad it is; from here alerts no longer change it. Guide: G2.1 */
export function classify(draft: Draft, command: Given<'classify'>): Decided {
  const incident = draft.incident();
  if (isPast(incident)) return closedAlready(incident);
  const { by, severity: to } = command;
  const from = incident.severity;
  const reason = command.reason?.trim() || null;
  if (from === to && incident.severityConfirmed) return already;
  if (isWorse(from, to) && !by.verified) return refused('UNVERIFIED_ACTOR', 'a downgrade needs a signed-in person');
  if (isWorse(from, to) && reason === null) return refused('REASON_REQUIRED', `say why ${from} becomes ${to}`);
  draft.record({ type: 'Classified', by, from, to, reason });
  if (from === to) keepHold(draft, by.person);
  else followSeverity(draft, { before: from, by: by.person });
  keepPageInStep(draft);
  return draft.applied();
}

/** Until a person has classified it, the worst that any alert proposes holds. Guide: G2.1 */
export function raiseSeverity(draft: Draft, proposes: Severity): void {
  const incident = draft.incident();
  const from = incident.severity;
  if (incident.severityConfirmed || !isWorse(proposes, from)) return;
  draft.record({ type: 'SeverityRaised', from, to: proposes });
  followSeverity(draft, { before: from, by: null });
}

interface Change {
  readonly before: Severity;
  /** Who changed it; null: alerts did. */
  readonly by: string | null;
}

/** What follows from another severity: who is paged, how long an acknowledgement lives, whether quiet ends the incident. */
function followSeverity(draft: Draft, change: Change): void {
  const incident = draft.incident();
  if (!isOpen(incident)) return;
  const isRaised = isWorse(incident.severity, change.before);
  if (incident.holder !== null) followWhileHeld(draft, incident.holder, isRaised && incident.holder.person !== change.by ? 'TELL' : 'KEEP');
  else if (incident.ladder !== null) followOnLadder(draft, change.before);
  else if (isRaised) {
    // Snoozed by somebody who does not hold it: what was put off was less than this.
    draft.record({ type: 'SnoozeEnded' });
    startLadder(draft, 0, 'SEVERITY_CHANGED');
  }
  settleQuiet(draft);
}

/** A held incident stays held, for as long as the new severity lets an acknowledgement live. */
function followWhileHeld(draft: Draft, holder: Holder, holderIs: 'TELL' | 'KEEP'): void {
  const { snoozedUntil } = draft.incident();
  const { ackExpiresAfterMs } = ladderOf(draft.incident());
  const expiresAt = ackExpiresAfterMs === null || snoozedUntil !== null ? null : draft.at + ackExpiresAfterMs;
  if (expiresAt !== holder.expiresAt) draft.record({ type: 'AcknowledgementExtended', expiresAt });
  if (holderIs === 'TELL') tellHolder(draft, holder.person, { why: 'SEVERITY_RAISED' });
}

/** Where people are now to be woken who were not, the ladder starts anew; where only the next window has another length, it keeps its place. */
function followOnLadder(draft: Draft, before: Severity): void {
  const incident = draft.incident();
  if (incident.plan.ladders[before].urgency === ladderOf(incident).urgency) return;
  const lastStep = Math.max(0, ladderOf(incident).steps.length - 1);
  startLadder(draft, isWorse(incident.severity, before) ? 0 : Math.min(standingStep(incident), lastStep), 'SEVERITY_CHANGED');
}
