import type { DeliverRequest } from '../../activities/index.js';
import type { Delivery, Incident, Page } from '../../domain/incidents/incident.model.js';
import { nextPaged } from '../../domain/incidents/ladder.js';

/** Everything that a delivery needs to know, as decided; texts are looked up by whoever sends. */
export function deliverRequest(incident: Incident, page: Page, delivery: Delivery): DeliverRequest {
  const { key, handbookVersionId, severity, service, title, detectedAt, test, visibility } = incident;
  return {
    incidentKey: key,
    handbookVersionId,
    pageId: page.id,
    deliveryKey: delivery.key,
    generation: page.generation,
    person: page.person,
    method: delivery.method,
    channel: delivery.channel,
    rung: page.rung,
    urgency: page.urgency,
    severity,
    service,
    title,
    detectedAt,
    at: page.at,
    test,
    visibility,
    next: whoIsNext(incident),
  };
}

/** Whom the ladder pages next, and when, unless somebody acknowledges. */
export function whoIsNext(incident: Incident): DeliverRequest['next'] {
  const next = nextPaged(incident);
  return next === null ? null : { who: next.targets.map((target) => target.id).join(', '), at: next.at };
}
