import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { sightOf } from '../../services/incidents/acting.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { IncidentsService } from '../../services/incidents/incidents.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { ConnectionArgs, decodeCursor, encodeCursor, pageSize, toConnection } from '../support/relay.js';
import { PageConnection } from './page.model.js';

@ArgsType()
export class PagesArgs extends ConnectionArgs {
  @Field(() => ID, { nullable: true, description: 'Only for the incident with this key.' })
  readonly incident?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only of this person.' })
  readonly person?: string | null;
}

@Resolver()
export class PagesResolver {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => PageConnection, { description: 'Who was paged for what, newest first.' })
  @Requires('incidents:read')
  async pages(@CurrentViewer() viewer: Viewer, @Args() { first, after, incident, person }: PagesArgs) {
    await this.directory.current();
    const before = after == null ? null : beforeOf(after);
    const found = await this.incidents.pages(sightOf(viewer), {
      key: incident ?? null,
      person: person ?? null,
      before,
      first: pageSize(first),
    });
    return toConnection(found, after, (page) => encodeCursor(page.at, page.id));
  }
}

function beforeOf(cursor: string): { readonly at: number; readonly id: string } {
  const [at, id] = decodeCursor(cursor);
  return { at, id: String(id ?? '') };
}
