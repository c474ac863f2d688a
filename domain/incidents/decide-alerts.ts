import type { AlertSnapshot } from '../alerts/alert.model.js';
import { keepHold } from './decide-holding.js';
import { recordReopening } from './decide-lifecycle.js';
import { followSeverity } from './decide-work.js';
import { already, type Decided, type Draft } from './draft.js';
import { isOpen, isOver, isWorse, ladderOf } from './incident.model.js';
import { summon } from './ladder.js';

/** What the monitors say now. An older or repeated revision changes nothing. */
export function alertsReceived(draft: Draft, snapshot: AlertSnapshot): Decided {
  const before = draft.incident();
  if (isOver(before) || snapshot.revision <= before.alerts.revision) return already;
  const { revision, firing, total, firings } = snapshot;
  draft.record({ type: 'AlertsChanged', revision, firing, total, firings });
  const isRefired = firing > 0 && firings > before.alerts.firings;
  if (before.status === 'RESOLVED') {
    if (isRefired) recordReopening(draft, null, 'an alert fires again');
    return draft.applied();
  }
  if (firing > 0) raiseSeverity(draft, snapshot);
  settleQuiet(draft, before.alerts.firing);
  return draft.applied();
}

/** Until a person has classified it, the worst that any alert proposes holds. Guide: G2.1 */
function raiseSeverity(draft: Draft, snapshot: AlertSnapshot): void {
  const incident = draft.incident();
  const from = incident.severity;
  if (incident.severityConfirmed || !isWorse(snapshot.proposes, from)) return;
  draft.record({ type: 'SeverityRaised', from, to: snapshot.proposes });
  if (incident.holder === null) return followSeverity(draft, from);
  keepHold(draft, incident.holder.person);
  summon(draft, {
    rung: { kind: 'HOLDER', why: 'SEVERITY_RAISED' },
    targets: [{ kind: 'person', id: incident.holder.person }],
    dueAt: draft.at,
  });
}

/** All alerts resolved: a lesser incident ends by itself after a while, a worse one proposes its end to whoever holds it. */
function settleQuiet(draft: Draft, firingBefore: number): void {
  const incident = draft.incident();
  if (!isOpen(incident)) return;
  if (incident.alerts.firing > 0) {
    if (incident.autoResolveAt !== null) draft.record({ type: 'AutoResolveDisarmed' });
    return;
  }
  if (firingBefore === 0) return;
  const { autoResolveAfterMs } = ladderOf(incident);
  if (autoResolveAfterMs !== null) {
    draft.record({ type: 'AutoResolveArmed', dueAt: draft.at + autoResolveAfterMs });
    return;
  }
  draft.record({ type: 'ResolutionProposed' });
  if (incident.holder === null) return;
  summon(draft, {
    rung: { kind: 'HOLDER', why: 'RESOLUTION_PROPOSED' },
    targets: [{ kind: 'person', id: incident.holder.person }],
    dueAt: draft.at,
    urgency: 'LOW',
  });
}
