import { Args, Resolver, Subscription } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { sightOf } from '../../services/incidents/acting.js';
import { openFeed } from '../../services/incidents/change-feed.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import type { IncidentView } from '../../services/incidents/incident.view.js';
import { IncidentChangesService } from '../../services/incidents/incident-changes.service.js';
import type { IncidentFilter } from '../../services/incidents/incident-filter.js';
import { IncidentsService } from '../../services/incidents/incidents.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { MAX_PAGE } from '../support/relay.js';
import { IncidentFilterInput } from './incident.args.js';
import { Incident } from './incident.model.js';
import { filterOf } from './incident-filter.js';

@Resolver()
export class IncidentChangesResolver {
  constructor(
    private readonly changes: IncidentChangesService,
    private readonly incidents: IncidentsService,
    private readonly directory: DirectoryService,
  ) {}

  @Subscription(() => Incident, {
    description:
      'Each incident that changes and matches, as it is then; changes that follow each other closely arrive as one. After an interruption on our side the newest hundred open ones are sent again.',
  })
  @Requires('incidents:read')
  incidentChanged(
    @CurrentViewer() viewer: Viewer,
    @Args('filter', { type: () => IncidentFilterInput, nullable: true, description: 'Which.' }) filter: IncidentFilterInput | null,
  ) {
    const wanted = filterOf(filter);
    const feed = openFeed((listener) => this.changes.listen(listener));
    return closable(feed, (key) => this.matching(viewer, wanted, key));
  }

  /** The incident as this viewer may see it: the same scope as every other read. */
  private async matching(viewer: Viewer, filter: IncidentFilter, key: string | null): Promise<readonly IncidentView[]> {
    await this.directory.current();
    const changed =
      key === null
        ? { ...filter, open: true }
        : { ...filter, keys: filter.keys === undefined ? [key] : filter.keys.filter((one) => one === key) };
    const { rows } = await this.incidents.list(sightOf(viewer), { filter: changed, first: MAX_PAGE });
    return rows;
  }
}

type Feed = ReturnType<typeof openFeed>;

/** An async iterator that ends at once when its reader leaves, although it waits for the next change. */
function closable(
  feed: Feed,
  read: (key: string | null) => Promise<readonly IncidentView[]>,
): AsyncGenerator<{ incidentChanged: IncidentView }> {
  async function* walk(): AsyncGenerator<{ incidentChanged: IncidentView }> {
    for (let key = await feed.next(); key !== undefined; key = await feed.next()) {
      for (const incidentChanged of await read(key)) yield { incidentChanged };
    }
  }
  const inner = walk();
  return Object.assign(inner, {
    return: async () => {
      feed.close();
      return { done: true as const, value: undefined };
    },
  });
}
