import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Somebody in the handbook.' })
export class Person {
  @Field(() => ID, { description: 'As the handbook names them.' })
  readonly id!: string;
  @Field(() => String, { description: 'As people say it; the id of somebody the handbook no longer has.' })
  readonly name!: string;
  @Field(() => String, { nullable: true, description: 'Their team.' })
  readonly team!: string | null;
  @Field(() => String, { nullable: true, description: 'Their IANA time zone.' })
  readonly timezone!: string | null;
}

@ObjectType({ description: 'Something worth opening.' })
export class Link {
  @Field(() => String, { description: 'What it is.' })
  readonly title!: string;
  @Field(() => String, { description: 'Where it is.' })
  readonly url!: string;
}

@ObjectType({ description: 'Something that can break, and who is paged then.' })
export class Service {
  @Field(() => ID, { description: 'As the handbook names it.' })
  readonly id!: string;
  @Field(() => String, { description: 'As people say it; the id of one the handbook no longer has.' })
  readonly name!: string;
  @Field(() => String, { nullable: true, description: 'What it does.' })
  readonly description!: string | null;
  @Field(() => String, { nullable: true, description: 'The team that owns it.' })
  readonly owner!: string | null;
  @Field(() => String, { nullable: true, description: 'The escalation policy that its incidents follow.' })
  readonly escalationPolicy!: string | null;
  @Field(() => [Link], { description: 'Dashboards, documents.' })
  readonly links!: readonly Link[];
}
