import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { DomainFailure } from '../../domain/error.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { Requires } from '../access/requires.decorator.js';
import { Service } from './directory.model.js';
import { serviceOf } from './directory.view.js';
import { Handbook } from './handbook.model.js';
import { handbookView } from './handbook.view.js';

@Resolver()
export class HandbookResolver {
  constructor(private readonly directory: DirectoryService) {}

  @Query(() => Handbook, { nullable: true, description: 'The handbook as it runs, or as it was; null before the first one is applied.' })
  @Requires('handbook:read')
  async handbook(
    @Args('versionId', { type: () => Int, nullable: true, description: 'An earlier version; without it, the running one.' }) versionId:
      | number
      | null,
  ) {
    const current = await this.directory.current();
    if (versionId == null || versionId === current?.versionId)
      return current === null ? null : handbookView(current.handbook, current.versionId);
    if (versionId < 1)
      throw new DomainFailure({ code: 'NOT_FOUND', field: 'versionId', detail: `there is no handbook version ${versionId}` });
    return handbookView(await this.directory.byVersion(versionId), versionId);
  }

  @Query(() => [Service], { description: 'What can break, by the handbook as it runs.' })
  @Requires('handbook:read')
  async services() {
    const current = await this.directory.current();
    return Object.keys(current?.handbook.services ?? {}).map((id) => serviceOf(this.directory, id));
  }
}
