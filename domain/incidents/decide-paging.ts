import type { Decided, Draft } from './draft.js';
import { already } from './draft.js';
import type { Command, Responder } from './incident-command.model.js';
import { isOver, type Delivery, type Incident, type Page, type Rung, type Summons } from './incident.model.js';
import { advanceLadder } from './ladder.js';

type Resolved = Extract<Command, { kind: 'respondersResolved' }>;
type Settled = Extract<Command, { kind: 'deliverySettled' }>;

/** The people behind a summons are known: each gets a page. If there is nobody, the ladder moves on at once. Guide: G1.2 */
export function respondersResolved(draft: Draft, command: Resolved): Decided {
  const incident = draft.incident();
  const summons = incident.summons.find((one) => one.id === command.summons);
  if (summons === undefined) return already;
  const pages = command.responders.map((responder) => pageOf(incident.key, summons, { responder, at: draft.at }));
  draft.record({ type: 'RespondersFound', summons: summons.id, pages, skipped: command.skipped });
  if (pages.length === 0 && standsAt(incident, summons.rung, summons.generation)) advanceLadder(draft, 'UNREACHABLE');
  return draft.applied();
}

interface Found {
  readonly responder: Responder;
  readonly at: number;
}

function pageOf(incidentKey: string, summons: Summons, { responder, at }: Found): Page {
  const id = `${incidentKey}/${summons.id}/${responder.person}`;
  const deliveries = responder.rungs.map(
    ({ method, channel, afterMs }): Delivery => ({ key: `${id}/${method}`, method, channel, dueAt: at + afterMs, status: 'WAITING' }),
  );
  const { generation, rung, urgency } = summons;
  return { id, summons: summons.id, generation, person: responder.person, rung, urgency, at, deliveries };
}

/** Whether the ladder still stands where `rung` was summoned, so that its failure moves the ladder. The catch-all is the end. */
function standsAt(incident: Incident, rung: Rung, generation: number): boolean {
  const { ladder } = incident;
  if (ladder === null || generation !== incident.generation) return false;
  if (ladder.kind === 'STEP') return rung.kind === 'STEP' && rung.step === ladder.step;
  return ladder.kind === 'DIRECT' && (rung.kind === 'HOLDER' || rung.kind === 'ASKED');
}

/** One delivery came to an end. A dead channel hands over to the person's next one at once; a person without any, to the next step. */
export function deliverySettled(draft: Draft, command: Settled): Decided {
  if (isOver(draft.incident())) return already;
  const page = draft.incident().pages.find((one) => one.deliveries.some((delivery) => delivery.key === command.delivery));
  const delivery = page?.deliveries.find((one) => one.key === command.delivery);
  if (page === undefined || delivery === undefined || delivery.status !== 'WAITING') return already;
  const { outcome } = command;
  const said = { delivery: delivery.key, person: page.person, method: delivery.method };
  switch (outcome.status) {
    case 'SENT':
      draft.record({ type: 'DeliverySent', ...said, receipt: outcome.receipt });
      return draft.applied();
    case 'STALE':
      draft.record({ type: 'DeliveryVoided', delivery: delivery.key });
      return draft.applied();
    case 'FAILED':
      draft.record({ type: 'DeliveryFailed', ...said, code: outcome.code, reason: outcome.reason });
      handOver(draft, page);
      return draft.applied();
  }
}

function handOver(draft: Draft, page: Page): void {
  const incident = draft.incident();
  const rest = incident.pages.find((one) => one.id === page.id)?.deliveries ?? [];
  const next = rest.find((delivery) => delivery.status === 'WAITING');
  if (next !== undefined && next.dueAt > draft.at) draft.record({ type: 'DeliveryAdvanced', delivery: next.key, dueAt: draft.at });
  if (next !== undefined || rest.some((delivery) => delivery.status === 'SENT')) return;
  const isReached = incident.pages.some((one) => one.summons === page.summons && one.deliveries.some(canStillReach));
  if (!isReached && standsAt(incident, page.rung, page.generation)) advanceLadder(draft, 'UNREACHABLE');
}

const canStillReach = (delivery: Delivery): boolean => delivery.status === 'WAITING' || delivery.status === 'SENT';
