import { DomainFailure } from '../../domain/error.js';
import type { Actor } from '../../domain/incidents/incident.model.js';
import type { Viewer } from '../access/access.model.js';
import type { Sight } from '../persistence/incident-scope.js';

const PERSON = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

/** Who acts: the person whose token it is, or the one a tool names. Throws where the two do not fit. */
export function actorOf(viewer: Viewer, onBehalfOf: string | undefined): Actor {
  if (viewer.person !== null) {
    if (onBehalfOf === undefined || onBehalfOf === viewer.person) return { person: viewer.person, via: 'API', verified: true };
    throw new DomainFailure({
      code: 'FORBIDDEN',
      field: 'onBehalfOf',
      detail: 'a person acts for nobody else',
      hint: 'leave onBehalfOf out',
    });
  }
  if (onBehalfOf === undefined || !PERSON.test(onBehalfOf)) {
    throw new DomainFailure({
      code: 'INVALID_INPUT',
      field: 'onBehalfOf',
      detail: 'a tool names the person it acts for',
      hint: 'set onBehalfOf to a person of the handbook',
    });
  }
  return { person: onBehalfOf, via: 'API', verified: true, ...(viewer.tool === undefined ? {} : { tool: viewer.tool }) };
}

/** What somebody sees: as who they act, never more than the token's own role. */
export const sightOf = (viewer: Viewer, by?: Actor): Sight => ({ person: by?.person ?? viewer.person, role: viewer.role });
