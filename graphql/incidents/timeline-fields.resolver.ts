import { Field, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { eventSentence } from '../../domain/incidents/event-sentence.js';
import type { Actor } from '../../domain/incidents/incident.model.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import type { TimelineEntry as Entry, PageView } from '../../services/incidents/incident.view.js';
import { Person } from '../handbook/directory.model.js';
import { personOf } from '../handbook/directory.view.js';
import { DateTimeScalar } from '../support/scalars.js';
import { Page } from './page.model.js';
import { TimelineEntry } from './timeline.model.js';

@ObjectType('Actor', { description: 'Who did something, and how we know.' })
export class ActorModel {
  @Field(() => Person, { description: 'The person.' })
  readonly person!: Person;
  @Field(() => String, { description: 'The way it came: API, LINK, CLI, PAGE, TEMPORAL_UI or SYSTEM.' })
  readonly via!: string;
  @Field(() => String, { nullable: true, description: 'The tool that acted on the person’s behalf.' })
  readonly tool!: string | null;
  @Field(() => Boolean, { description: 'false: only their word for it.' })
  readonly verified!: boolean;
}

@Resolver(() => TimelineEntry)
export class TimelineFieldsResolver {
  constructor(private readonly directory: DirectoryService) {}

  @ResolveField(() => DateTimeScalar, { description: 'When, as the incident’s own clock says.' })
  at(entry: Entry) {
    return entry.at;
  }

  @ResolveField(() => String, { description: 'In words. May contain what a monitor or a person wrote: escape it.' })
  summary(entry: Entry): string {
    return eventSentence(entry);
  }

  @ResolveField(() => ActorModel, { nullable: true, description: 'Who did it; null: Tocsin itself.' })
  by(entry: Entry) {
    const actor: Actor | null = 'by' in entry ? entry.by : null;
    return actor === null ? null : { ...actor, tool: actor.tool ?? null, person: personOf(this.directory, actor.person) };
  }
}

@Resolver(() => Page)
export class PageFieldsResolver {
  constructor(private readonly directory: DirectoryService) {}

  @ResolveField(() => Person, { description: 'Who was paged.' })
  person(page: PageView) {
    return personOf(this.directory, page.person);
  }
}
