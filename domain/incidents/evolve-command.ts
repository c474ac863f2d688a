import type { CommandEventBody } from './command-event.model.js';
import type { Incident } from './incident.model.js';
import type { IncidentEvent } from './incident-event.model.js';

export type CommandEvent = Extract<IncidentEvent, CommandEventBody>;

/** What becomes of an offer; that it was taken changes who has the incident, and is told there. */
export function evolveOffer(incident: Incident, event: Exclude<CommandEvent, { type: 'CommandAccepted' }>): Incident {
  switch (event.type) {
    case 'CommandOffered': {
      const { by, to, note, checklist, at, dueAt } = event;
      return { ...incident, offer: { by: by.person, to, note, checklist, at, dueAt, generation: incident.generation } };
    }
    case 'CommandDeclined':
    case 'HandOverWithdrawn':
    case 'HandOverLapsed':
      return withoutOffer(incident);
  }
}

/** Nobody is asked any more: what was still to be sent to them is not. */
function withoutOffer(offered: Incident): Incident {
  const { offer: _, ...incident } = offered;
  return {
    ...incident,
    summons: incident.summons.filter(({ rung }) => rung.kind !== 'COMMAND'),
    pages: incident.pages.filter(({ rung }) => rung.kind !== 'COMMAND'),
  };
}

/** An offer ends with its generation: somebody else has the incident, nobody has, or it is over. */
export function withLivingOffer(incident: Incident): Incident {
  return incident.offer === undefined || incident.offer.generation === incident.generation ? incident : withoutOffer(incident);
}
