import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { availableActions } from '../../domain/incidents/available-actions.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import type { TimelineEntry as Entry, IncidentView, ListPage } from '../../services/incidents/incident.view.js';
import { IncidentsService } from '../../services/incidents/incidents.service.js';
import type { GraphqlContext } from '../access/graphql-context.js';
import { Alert } from '../alerts/alert.model.js';
import { Person, Service } from '../handbook/directory.model.js';
import { personOf, serviceOf } from '../handbook/directory.view.js';
import { ConnectionArgs, decodeCursor, encodeCursor, FIRST, pageSize, toConnection } from '../support/relay.js';
import { CommandKindEnum } from './incident.enums.js';
import { Incident } from './incident.model.js';
import { LadderState } from './ladder.model.js';
import { ladderStateOf } from './ladder.view.js';
import { foldOf, loadersOf, sightIn } from './loaders-of.js';
import { Page } from './page.model.js';
import { TimelineConnection, TimelineEntry } from './timeline.model.js';

/** What an incident leads to. Methods without parameter decorators are called by the executor itself, without a detour. */
@Resolver(() => Incident)
export class IncidentFieldsResolver {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly directory: DirectoryService,
  ) {}

  @ResolveField(() => Service, { description: 'What is broken.' })
  service(incident: IncidentView) {
    return serviceOf(this.directory, incident.service);
  }

  @ResolveField(() => Person, { nullable: true, description: 'Who has it.' })
  holder(incident: IncidentView) {
    return incident.holder === null ? null : personOf(this.directory, incident.holder);
  }

  @ResolveField(() => Person, { nullable: true, description: 'Who declared it; null where alerts did.' })
  declaredBy(incident: IncidentView) {
    return incident.declaredBy === null ? null : personOf(this.directory, incident.declaredBy);
  }

  @ResolveField(() => [TimelineEntry], {
    description: 'The newest entries of its timeline, newest first, at most three; they cost nothing extra.',
  })
  latest(incident: IncidentView) {
    return incident.latest;
  }

  @ResolveField(() => String, { description: 'The page that a person opens, relative to this server.' })
  path(incident: IncidentView) {
    return `/incidents/${incident.key}`;
  }

  @ResolveField(() => TimelineConnection, { description: 'Everything that happened, oldest first.' })
  async timeline(@Parent() incident: IncidentView, @Args() { first, after }: ConnectionArgs, @Context() context: GraphqlContext) {
    const afterSeq = after == null ? 0 : decodeCursor(after)[0];
    const found = await loadersOf(context, this.incidents).timeline(incident.key, { afterSeq, first: pageSize(first) });
    return toConnection(incident.past === undefined ? found : cutAt(found, incident.lastSeq), after, (entry) => encodeCursor(entry.seq));
  }

  @ResolveField(() => [Page], { description: 'Who was paged for it, newest first.' })
  pages(@Parent() incident: IncidentView, @Args('first', FIRST) first: number | null, @Context() context: GraphqlContext) {
    const { key, past } = incident;
    if (past === undefined) return loadersOf(context, this.incidents).pages(key, pageSize(first));
    return this.incidents.pastPages(sightIn(context), { key, at: past.at, first: pageSize(first) });
  }

  @ResolveField(() => [Alert], {
    description: 'Its alerts, those that fire first. As of an earlier instant: none, since only their numbers were recorded.',
  })
  alerts(@Parent() incident: IncidentView, @Args('first', FIRST) first: number | null, @Context() context: GraphqlContext) {
    return incident.past === undefined ? loadersOf(context, this.incidents).alerts(incident.key, pageSize(first)) : [];
  }

  @ResolveField(() => [CommandKindEnum], { description: 'What can be done with it now, by the rules that judge the commands themselves.' })
  async availableActions(@Parent() incident: IncidentView, @Context() context: GraphqlContext) {
    const fold = await foldOf(context, this.incidents, incident);
    return fold === null ? [] : availableActions(fold);
  }

  @ResolveField(() => LadderState, { nullable: true, description: 'Where its ladder stands; null where nobody is to be paged.' })
  async ladder(@Parent() incident: IncidentView, @Context() context: GraphqlContext) {
    const fold = await foldOf(context, this.incidents, incident);
    return fold === null ? null : ladderStateOf(this.directory, fold);
  }
}

/** A timeline that ends with entry `last`. */
function cutAt({ rows, hasNext }: ListPage<Entry>, last: number): ListPage<Entry> {
  const kept = rows.filter(({ seq }) => seq <= last);
  return { rows: kept, hasNext: hasNext && kept.length === rows.length && (kept.at(-1)?.seq ?? last) < last };
}
