import { climbOf, rungIn, stepIn } from './adopted-ladder.js';
import { type Delivery, type Incident, ladderOf, type Page, type Rung } from './incident.model.js';
import type { IncidentEvent } from './incident-event.model.js';

export type Paging = Extract<
  IncidentEvent,
  {
    type:
      | 'LadderMoved'
      | 'Summoned'
      | 'RespondersFound'
      | 'DeliverySent'
      | 'DeliveryFailed'
      | 'DeliveryVoided'
      | 'DeliveryAdvanced'
      | 'Declined'
      | 'PolicyAdopted';
  }
>;

/** What paging does to an incident: where its ladder stands, who is summoned, what each delivery came to. */
export function evolvePaging(incident: Incident, event: Paging): Incident {
  switch (event.type) {
    case 'LadderMoved':
      return moved(incident, event);
    case 'Summoned':
      return { ...incident, summons: [...incident.summons, event.summons] };
    case 'RespondersFound':
      return found(incident, event.summons, event.pages);
    case 'DeliverySent':
      return settle(incident, event.delivery, { status: 'SENT' });
    case 'DeliveryFailed':
      return settle(incident, event.delivery, { status: 'FAILED' });
    case 'DeliveryVoided':
      return settle(incident, event.delivery, { status: 'VOID' });
    case 'DeliveryAdvanced':
      return settle(incident, event.delivery, { dueAt: event.dueAt });
    case 'Declined':
      return { ...incident, pages: incident.pages.filter((page) => page.person !== event.by.person) };
    case 'PolicyAdopted':
      return adopted(incident, event);
  }
}

type Moved = Extract<IncidentEvent, { type: 'LadderMoved' }>;

/** Pages of the same generation stay valid when the ladder moves on: whoever slept may still wake. */
function moved(incident: Incident, event: Moved): Incident {
  const stays = event.generation === incident.generation;
  return {
    ...incident,
    generation: event.generation,
    ladder: event.position,
    summons: stays ? incident.summons : [],
    pages: stays ? incident.pages.filter((page) => event.why === 'POLICY_ADOPTED' || isUnsettled(page)) : [],
    ...climbAfter(incident, event),
  };
}

/** A passed deadline, and another plan, leave the windows where they count from. */
function climbAfter(incident: Incident, { position, why, at }: Moved): Pick<Incident, 'climb'> {
  if (why === 'DEADLINE' || why === 'POLICY_ADOPTED') return {};
  switch (position.kind) {
    case 'STEP':
      return { climb: { step: position.step, at } };
    case 'DIRECT':
      return { climb: { step: position.step, at: position.dueAt } };
    case 'EXHAUSTED':
      return { climb: { step: ladderOf(incident).steps.length, at } };
  }
}

/** Another plan: whatever counts rungs counts them as the new ladder does. */
function adopted(incident: Incident, { plan, toVersion }: Extract<IncidentEvent, { type: 'PolicyAdopted' }>): Incident {
  const after: Incident = { ...incident, plan, handbookVersionId: toVersion, adoptions: (incident.adoptions ?? 0) + 1 };
  const [from, to] = [ladderOf(incident).steps, ladderOf(after).steps];
  const climb = climbOf(incident);
  const counted = <T extends { readonly rung: Rung }>(one: T): T => ({ ...one, rung: rungIn(from, one.rung, to) });
  return {
    ...after,
    // A beginning stays the beginning, whoever is asked there.
    climb: { step: climb.step === 0 ? 0 : stepIn(from, climb.step, to), at: climb.at },
    resumeStep: Math.max(0, Math.min(stepIn(from, incident.resumeStep, to), to.length - 1)),
    summons: incident.summons.map(counted),
    pages: incident.pages.map(counted),
  };
}

function found(incident: Incident, summons: string, pages: readonly Page[]): Incident {
  const engaged = pages.map((page) => page.person).filter((person) => !incident.engaged.includes(person));
  return {
    ...incident,
    summons: incident.summons.filter((one) => one.id !== summons),
    pages: [...incident.pages.filter((page) => isUnsettled(page) || !isRepeated(page, pages)), ...pages],
    engaged: [...incident.engaged, ...engaged],
  };
}

function settle(incident: Incident, key: string, change: Partial<Delivery>): Incident {
  const pages = incident.pages.map((page) =>
    page.deliveries.some((delivery) => delivery.key === key)
      ? { ...page, deliveries: page.deliveries.map((delivery) => (delivery.key === key ? { ...delivery, ...change } : delivery)) }
      : page,
  );
  return { ...incident, pages: pages.filter((page) => isUnsettled(page) || isAwaited(incident, page)) };
}

const isUnsettled = (page: Page): boolean => page.deliveries.some((delivery) => delivery.status === 'WAITING');

/** Settled pages of the ladder are kept until it moves: whether anybody of the step was reached decides if it moves at once. */
function isAwaited({ ladder }: Incident, { rung, person }: Page): boolean {
  return rung.kind !== 'ASKED' || (ladder?.kind === 'DIRECT' && ladder.person === person);
}

/** The holder is asked the same again: the earlier page has had its time. */
function isRepeated({ rung, person }: Page, news: readonly Page[]): boolean {
  return rung.kind === 'HOLDER' && news.some((page) => page.person === person && page.rung.kind === 'HOLDER' && page.rung.why === rung.why);
}
