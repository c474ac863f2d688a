import { already, type Decided, type Draft } from './draft.js';
import { type Actor, ladderOf } from './incident.model.js';
import { tellHolder } from './ladder.js';

/** Whoever acknowledges what is offered to them takes it: the button on a page needs no second one. */
export function takeCommand(draft: Draft, by: Actor, ticked: readonly string[]): void {
  const { offer, generation } = draft.incident();
  if (offer === undefined) return;
  const { ackExpiresAfterMs } = ladderOf(draft.incident());
  draft.record({
    type: 'CommandAccepted',
    by,
    from: offer.by,
    ticked: offer.checklist.filter((item) => ticked.includes(item)),
    unticked: offer.checklist.filter((item) => !ticked.includes(item)),
    generation: generation + 1,
    expiresAt: ackExpiresAfterMs === null ? null : draft.at + ackExpiresAfterMs,
  });
}

/** Whoever has it keeps it, and is told by a page. */
export function refuseOffer(draft: Draft, by: Actor, reason: string | null): Decided {
  const { offer } = draft.incident();
  if (offer === undefined) return already;
  draft.record({ type: 'CommandDeclined', by, from: offer.by, reason });
  tellHolder(draft, offer.by, { why: 'HANDOVER_DECLINED' });
  return draft.applied();
}

/** Nobody took it in time, or it cannot reach them: whoever has it hears of it, and has it still. */
export function lapseOffer(draft: Draft, why: 'NOT_TAKEN' | 'UNREACHABLE'): void {
  const { offer } = draft.incident();
  if (offer === undefined) return;
  draft.record({ type: 'HandOverLapsed', to: offer.to, why });
  tellHolder(draft, offer.by, { why: 'HANDOVER_LAPSED' });
}
