import { Args, Int, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { sightOf } from '../../services/incidents/acting.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import type { IncidentFilter } from '../../services/incidents/incident-filter.js';
import { IncidentsService } from '../../services/incidents/incidents.service.js';
import type { Sight } from '../../services/persistence/incident-scope.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { decodeCursor, encodeCursor, pageSize, toConnection } from '../support/relay.js';
import { IncidentArgs, IncidentsArgs } from './incident.args.js';
import { Incident, IncidentConnection } from './incident.model.js';
import { filterOf } from './incident-filter.js';

@Resolver(() => Incident)
export class IncidentResolver {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => Incident, { nullable: true, description: 'One incident; null where there is none, or none for you.' })
  @Requires('incidents:read')
  async incident(@Args() { key, asOf }: IncidentArgs, @CurrentViewer() viewer: Viewer) {
    await this.directory.current();
    const sight = sightOf(viewer);
    return asOf == null ? this.incidents.find(sight, key) : this.incidents.findPast(sight, key, asOf);
  }

  @Query(() => IncidentConnection, {
    name: 'incidents',
    description: 'Incidents, newest first, tests included unless the filter says otherwise.',
  })
  @Requires('incidents:read')
  async list(@CurrentViewer() viewer: Viewer, @Args() { first, after, filter }: IncidentsArgs) {
    await this.directory.current();
    const before = after == null ? undefined : decodeCursor(after)[0];
    const found = await this.incidents.list(sightOf(viewer), { filter: filterOf(filter, before), first: pageSize(first) });
    return Object.assign(
      toConnection(found, after, (incident) => encodeCursor(incident.number)),
      { sight: sightOf(viewer), filter: filterOf(filter) },
    );
  }
}

@Resolver(() => IncidentConnection)
export class IncidentConnectionResolver {
  constructor(private readonly incidents: IncidentsService) {}

  @ResolveField(() => Int, { description: 'How many match in all; costs a pass over them, so ask only where it is shown.' })
  totalCount(list: { readonly sight: Sight; readonly filter: IncidentFilter }) {
    return this.incidents.count(list.sight, list.filter);
  }
}
