import { Args, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { DomainFailure } from '../../domain/error.js';
import type { HistoryFigures as Figures } from '../../domain/escalation/replan-history.js';
import type { Viewer } from '../../services/access/access.model.js';
import { HandbookChangesService } from '../../services/handbook/handbook-changes.service.js';
import { printProblem } from '../../services/handbook/problem.js';
import { sightOf } from '../../services/incidents/acting.js';
import { HistoryService } from '../../services/incidents/history.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { HandbookDraftInput } from '../handbook/plan.model.js';
import { draftOf } from '../handbook/plan.view.js';
import { DurationScalar } from '../support/scalars.js';

@ObjectType({ description: 'How often somebody would be paged.' })
export class PagesOfPerson {
  @Field(() => ID, { description: 'The person.' })
  readonly person!: string;
  @Field(() => Int, { description: 'Once for each page, not for each send.' })
  readonly pages!: number;
}

@ObjectType({ description: 'How long somebody takes from their page to their acknowledgement.' })
export class Habit {
  @Field(() => ID, { description: 'The person.' })
  readonly person!: string;
  @Field(() => DurationScalar, { description: 'In the middle of all that is recorded.' })
  readonly median!: number;
}

@ObjectType({ description: 'A history in figures.' })
export class HistoryFigures {
  @Field(() => Int, { description: 'How many incidents.' })
  readonly incidents!: number;
  @Field(() => Int, { description: 'How many somebody acknowledged.' })
  readonly acknowledged!: number;
  @Field(() => DurationScalar, { nullable: true, description: 'Time to acknowledge, median; null: nobody did.' })
  readonly median!: number | null;
  @Field(() => DurationScalar, { nullable: true, description: 'Time to acknowledge, nine of ten within; null: nobody did.' })
  readonly p90!: number | null;
  @Field(() => Int, { description: 'Acknowledged later than the severity’s response time, or, where it is recorded, never.' })
  readonly breaches!: number;
  @Field(() => Int, { description: 'Of how many it cannot be told: nobody with a recorded answer would be paged.' })
  readonly unknown!: number;
  @Field(() => Int, { description: 'Times that somebody was paged, at high urgency, between 00:00 and 06:00 of their own time.' })
  readonly woken!: number;
  @Field(() => [PagesOfPerson], { description: 'Pages per person, most first.' })
  readonly pages!: readonly PagesOfPerson[];
  @Field(() => [ID], { description: 'Who would be paged and has no recorded answer; never averaged.' })
  readonly withoutData!: readonly string[];
}

@ObjectType({ description: 'Past incidents, as they went and as they would have gone.' })
export class HistoryComparison {
  @Field(() => String, { description: 'What is assumed.' })
  readonly assumption!: string;
  @Field(() => Int, { description: 'How many days back.' })
  readonly days!: number;
  @Field(() => HistoryFigures, { description: 'As it is recorded.' })
  readonly recorded!: HistoryFigures;
  @Field(() => HistoryFigures, { description: 'Under the running handbook, by the same assumption: compare the draft with this.' })
  readonly running!: HistoryFigures;
  @Field(() => HistoryFigures, { description: 'Under the draft.' })
  readonly draft!: HistoryFigures;
  @Field(() => [Habit], { description: 'What is known of people.' })
  readonly habits!: readonly Habit[];
}

@Resolver()
export class HistoryResolver {
  constructor(
    private readonly history: HistoryService,
    private readonly handbooks: HandbookChangesService,
  ) {}

  @Query(() => HistoryComparison, {
    description: 'Re-plans the incidents of the last days that you may see, tests excepted, under a draft. Changes nothing. Guide: G1.2',
  })
  @Requires('incidents:read')
  async replanHistory(
    @Args('draft', { description: 'The handbook that does not run yet.' }) draft: HandbookDraftInput,
    @Args('days', { type: () => Int, description: 'How many days back: 1 to 366.' }) days: number,
    @CurrentViewer() viewer: Viewer,
  ) {
    const parsed = await this.handbooks.read(draftOf(draft));
    if (!parsed.ok)
      throw new DomainFailure({ code: 'INVALID_HANDBOOK', field: 'draft', detail: parsed.error.map(printProblem).join('\n') });
    const compared = await this.history.compare(sightOf(viewer), parsed.value.handbook, days);
    return {
      ...compared,
      recorded: shown(compared.recorded),
      running: shown(compared.running),
      draft: shown(compared.draft),
      habits: [...compared.medians].map(([person, median]) => ({ person, median })),
    };
  }
}

const shown = ({ medianMs, p90Ms, pages, ...figures }: Figures) => ({
  ...figures,
  median: medianMs,
  p90: p90Ms,
  pages: Object.entries(pages).map(([person, count]) => ({ person, pages: count })),
});
