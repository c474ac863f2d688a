import { MINUTE_MS } from '../instant.js';
import type { Draft } from './draft.js';
import { type Incident, isOpen, ladderOf } from './incident.model.js';
import { tellHolder } from './ladder.js';

/** A flapping alert asks the holder whether it is over once in this time, not at every turn. */
const PROPOSE_AT_MOST_EVERY_MS = 10 * MINUTE_MS;

/** All alerts resolved: a lesser incident ends by itself after a while, a worse one proposes its end to whoever holds it. */
export function settleQuiet(draft: Draft): void {
  const incident = draft.incident();
  if (!isOpen(incident)) return;
  const { autoResolveAfterMs } = ladderOf(incident);
  const isQuiet = incident.alerts.revision > 0 && incident.alerts.firing === 0;
  if (incident.autoResolveAt !== null && (!isQuiet || autoResolveAfterMs === null)) draft.record({ type: 'AutoResolveDisarmed' });
  if (!isQuiet) return;
  if (autoResolveAfterMs === null) return propose(draft);
  if (incident.autoResolveAt === null) draft.record({ type: 'AutoResolveArmed', dueAt: draft.at + autoResolveAfterMs });
}

function propose(draft: Draft): void {
  const incident = draft.incident();
  if (incident.resolutionProposed) return;
  draft.record({ type: 'ResolutionProposed' });
  if (incident.holder === null || wasAskedLately(incident, draft.at)) return;
  tellHolder(draft, incident.holder.person, { why: 'RESOLUTION_PROPOSED', urgency: 'LOW' });
}

const wasAskedLately = ({ summons, pages }: Incident, at: number): boolean =>
  [...summons.map(({ rung, dueAt }) => ({ rung, at: dueAt })), ...pages].some(
    (one) => one.rung.kind === 'HOLDER' && one.rung.why === 'RESOLUTION_PROPOSED' && one.at > at - PROPOSE_AT_MOST_EVERY_MS,
  );
