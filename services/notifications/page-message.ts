import type { DeliverRequest } from '../../activities/ports/page-desk.port.js';
import type { PageMessage } from '../../activities/ports/pager.port.js';
import type { Person } from '../../domain/handbook/handbook.model.js';
import type { Rung } from '../../domain/incidents/incident.model.js';
import { DAY_MS } from '../../domain/instant.js';
import type { AckLinks } from './ack-link.js';
import { proofOf } from './method-proof.js';

/** A person who was paged may still take it a day later, while the incident is open. */
const LINK_LIVES_MS = DAY_MS;

interface Known {
  readonly person: Person;
  readonly summary: string;
  readonly links: AckLinks;
}

export function pageMessage(request: DeliverRequest, { person, summary, links }: Known): PageMessage {
  const { incidentKey, generation, severity, urgency, detectedAt, next, test, rung } = request;
  const { title, service } = shownOf(request);
  const step = rung.kind === 'STEP' ? rung.step : -1;
  const method = person.methods.find(({ id }) => id === request.method);
  const sent = method === undefined ? {} : { proof: proofOf(method) };
  const minted = links.mint({ incidentKey, person: person.id, generation, step, expiresAt: request.at + LINK_LIVES_MS, ...sent });
  return {
    incidentKey,
    title,
    service,
    severity,
    urgency,
    summary: summary === '' || request.visibility === 'RESTRICTED' ? title : summary,
    reason: reasonInWords(rung),
    detectedAt,
    next,
    personName: person.name,
    timezone: person.timezone,
    link: minted.link,
    acknowledgeUrl: minted.acknowledgeUrl,
    test,
  };
}

/** Mail subjects and push notifications pass many eyes: of a restricted incident they name neither what nor where. */
function shownOf({ visibility, title, service }: DeliverRequest): Pick<PageMessage, 'title' | 'service'> {
  return visibility === 'RESTRICTED' ? { title: 'restricted incident', service: 'restricted' } : { title, service };
}

function reasonInWords(rung: Rung): string {
  switch (rung.kind) {
    case 'STEP':
      return `you are on call: step ${rung.step + 1} of ${rung.of}`;
    case 'TOLD':
      return 'for your information: nobody waits for your answer';
    case 'CATCH_ALL':
      return 'nobody on the ladder answered: you are the catch-all';
    case 'HOLDER':
      return {
        ACK_EXPIRED: 'you hold this incident and nothing was recorded for a while: still on it?',
        SEVERITY_RAISED: 'you hold this incident and its severity was raised',
        RESOLUTION_PROPOSED: 'you hold this incident and all its alerts are resolved: resolve it?',
        HANDOVER_DECLINED: 'command was declined: you hold this incident still',
        HANDOVER_LAPSED: 'nobody took command: you hold this incident still',
      }[rung.why];
    case 'ASKED':
      return `${rung.by} asks for you`;
    case 'COMMAND':
      return `${rung.by} offers you command of this incident: the link has the brief and the checklist`;
  }
}
