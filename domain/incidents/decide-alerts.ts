import type { AlertSnapshot } from '../alerts/alert.model.js';
import { recordReopening } from './decide-lifecycle.js';
import { settleQuiet } from './decide-quiet.js';
import { raiseSeverity } from './decide-severity.js';
import { already, type Decided, type Draft } from './draft.js';
import { isPast } from './incident.model.js';

/** What the monitors say now. An older or repeated revision changes nothing. */
export function alertsReceived(draft: Draft, snapshot: AlertSnapshot): Decided {
  const before = draft.incident();
  if (isPast(before) || snapshot.revision <= before.alerts.revision) return already;
  const { revision, firing, total, firings, proposes } = snapshot;
  draft.record({ type: 'AlertsChanged', revision, firing, total, firings });
  const isRefired = firing > 0 && firings > before.alerts.firings;
  if (before.status === 'RESOLVED') {
    if (!isRefired) return draft.applied();
    recordReopening(draft, null, 'an alert fires again');
  }
  if (firing > 0) raiseSeverity(draft, proposes);
  const isNews = firing > 0 || before.alerts.firing > 0 || before.alerts.revision === 0;
  if (isNews) settleQuiet(draft);
  return draft.applied();
}
