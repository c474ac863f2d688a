import { DomainFailure } from '../../domain/error.js';
import { sightOf } from '../../services/incidents/acting.js';
import type { IncidentFold, IncidentView } from '../../services/incidents/incident.view.js';
import type { IncidentsService } from '../../services/incidents/incidents.service.js';
import type { Sight } from '../../services/persistence/incident-scope.js';
import type { GraphqlContext } from '../access/graphql-context.js';
import { IncidentLoaders } from './incident.loaders.js';

/** What whoever asks may see. */
export function sightIn({ viewer }: GraphqlContext): Sight {
  if (viewer === null) throw new DomainFailure({ code: 'UNAUTHENTICATED', detail: 'this needs a token or a session' });
  return sightOf(viewer);
}

/** The request's loaders, made when something is loaded for the first time. */
export function loadersOf(context: GraphqlContext, incidents: IncidentsService): IncidentLoaders {
  if (context.viewer === null) throw new DomainFailure({ code: 'UNAUTHENTICATED', detail: 'this needs a token or a session' });
  context.loaders ??= new IncidentLoaders(incidents, context.viewer);
  return context.loaders;
}

/** Everything that is true of an incident, or was at the instant that it is shown of; null: nothing is recorded yet. */
export const foldOf = (context: GraphqlContext, incidents: IncidentsService, { key, past }: IncidentView): Promise<IncidentFold | null> =>
  past === undefined ? loadersOf(context, incidents).fold.load(key) : Promise.resolve(past.fold);
