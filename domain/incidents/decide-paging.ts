import type { Decided, Draft } from './draft.js';
import { already } from './draft.js';
import { canStillAnswer, type Delivery, isOver, type Page, type Rung, type Summons } from './incident.model.js';
import type { Command, Responder, SkippedTarget } from './incident-command.model.js';
import { advanceLadder, waitsFor } from './ladder.js';
import { lapseOffer } from './settle-offer.js';

type Resolved = Extract<Command, { kind: 'respondersResolved' }>;
type Settled = Extract<Command, { kind: 'deliverySettled' }>;

/**
 * The people behind a summons are known: each gets a page, but for who is away where a step finds them. If there is nobody, the
 * ladder moves on at once. Guide: G1.2
 */
export function respondersResolved(draft: Draft, command: Resolved): Decided {
  const incident = draft.incident();
  const summons = incident.summons.find((one) => one.id === command.summons);
  if (summons === undefined) return already;
  const away = skipsWhoIsAway(summons.rung) ? command.responders.filter((one) => one.away !== undefined) : [];
  const here = command.responders.filter((one) => !away.includes(one));
  const pages = here.map((responder) => pageOf(incident.key, summons, { responder, at: draft.at }));
  draft.record({ type: 'RespondersFound', summons: summons.id, pages, skipped: [...command.skipped, ...away.flatMap(absence)] });
  const asked = { ...summons, people: summons.targets.map((target) => target.id) };
  if (pages.length === 0 && summons.rung.kind === 'COMMAND') lapseOffer(draft, 'UNREACHABLE');
  if (pages.length === 0 && waitsFor(incident, asked)) advanceLadder(draft, 'UNREACHABLE');
  return draft.applied();
}

/** A step has others to go to. The catch-all is the end, and whoever is asked for by name, or holds the incident, is asked. */
const skipsWhoIsAway = ({ kind }: Rung): boolean => kind === 'STEP' || kind === 'TOLD';

const absence = ({ person, away }: Responder): readonly SkippedTarget[] =>
  away === undefined ? [] : [{ target: away.target, reason: 'AWAY', person, until: away.until }];

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
  const isReached = incident.pages.some((one) => one.summons === page.summons && canStillAnswer(one));
  if (isReached) return;
  if (page.rung.kind === 'COMMAND') return lapseOffer(draft, 'UNREACHABLE');
  if (waitsFor(incident, { ...page, people: [page.person] })) advanceLadder(draft, 'UNREACHABLE');
}
