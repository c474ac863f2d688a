import { Args, ArgsType, Field, ID, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { AlertStatus } from '../../domain/alerts/alert.model.js';
import type { Viewer } from '../../services/access/access.model.js';
import { sightOf } from '../../services/incidents/acting.js';
import type { AlertView } from '../../services/incidents/incident.view.js';
import { IncidentsService } from '../../services/incidents/incidents.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { AlertStatusEnum } from '../support/enums.js';
import { ConnectionArgs, decodeCursor, encodeCursor, pageSize, toConnection } from '../support/relay.js';
import { Alert, AlertConnection, Label } from './alert.model.js';

@ArgsType()
export class AlertsArgs extends ConnectionArgs {
  @Field(() => [AlertStatusEnum], { nullable: true, description: 'Only in one of these statuses.' })
  readonly status?: AlertStatus[] | null;
  @Field(() => ID, { nullable: true, description: 'Only of this service.' })
  readonly service?: string | null;
}

@Resolver(() => Alert)
export class AlertsResolver {
  constructor(private readonly incidents: IncidentsService) {}

  @Query(() => AlertConnection, { description: 'What monitors said, deduplicated, newest first.' })
  @Requires('alerts:read')
  async alerts(@CurrentViewer() viewer: Viewer, @Args() { first, after, status, service }: AlertsArgs) {
    const beforeId = after == null ? null : decodeCursor(after)[0];
    const found = await this.incidents.alerts(sightOf(viewer), {
      status: status ?? null,
      service: service ?? null,
      beforeId,
      first: pageSize(first),
    });
    return toConnection(found, after, (alert) => encodeCursor(Number(alert.id)));
  }

  @ResolveField(() => [Label], { description: 'Its labels, as the monitor sent them.' })
  labels(alert: AlertView): readonly Label[] {
    return Object.entries(alert.labels).map(([name, value]) => ({ name, value: String(value) }));
  }
}
