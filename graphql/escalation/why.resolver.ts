import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { WhyService } from '../../services/escalation/why.service.js';
import { sightOf } from '../../services/incidents/acting.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { personOf } from '../handbook/directory.view.js';
import { NotPaged, WhyLink } from './why.model.js';

const PAGE = { type: () => ID, description: 'The id of a page, as `pages` lists it.' } as const;
const PERSON = { type: () => ID, description: 'As the handbook names them.' } as const;
const INCIDENT = { type: () => ID, description: 'For example INC-1042.' } as const;

@Resolver()
export class WhyResolver {
  constructor(
    private readonly why: WhyService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => [WhyLink], {
    nullable: true,
    description:
      'From the alert to the receipts, each link with its handbook line; null where there is no such page, or none for you. Guide: G1.2',
  })
  @Requires('incidents:read')
  async whyPaged(@Args('page', PAGE) page: string, @CurrentViewer() viewer: Viewer) {
    return await this.why.paged(sightOf(viewer), page);
  }

  @Query(() => NotPaged, {
    nullable: true,
    description: 'Why somebody was not paged for an incident; null where there is none, or none for you. Guide: G1.2',
  })
  @Requires('incidents:read')
  async whyNotPaged(@Args('person', PERSON) person: string, @Args('incident', INCIDENT) incident: string, @CurrentViewer() viewer: Viewer) {
    await this.directory.current();
    const found = await this.why.notPaged(sightOf(viewer), person, incident);
    return found === null ? null : { ...found, person: personOf(this.directory, person) };
  }
}
