import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { CoverRequestStatus } from '../../domain/covers/cover-request.model.js';
import type { Viewer } from '../../services/access/access.model.js';
import { CoverRequestsService } from '../../services/covers/cover-requests.service.js';
import { actorOf } from '../../services/incidents/acting.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { INPUT } from '../support/input-argument.js';
import { answeredView, requestView } from './cover.view.js';
import { AnswerCoverInput, CoverRequest, CoverRequestPayload, CoverRequestStatusEnum, RequestCoverInput } from './cover-request.model.js';

const SCHEDULE = { type: () => ID, nullable: true, description: 'Only of this schedule; without it, of all.' } as const;
const STATUS = {
  type: () => CoverRequestStatusEnum,
  nullable: true,
  description: 'Only those of which this became; without it, all.',
} as const;
const FIRST = { type: () => Int, defaultValue: 20, description: 'How many at most, 1 to 100.' } as const;

@Resolver()
export class CoverRequestResolver {
  constructor(
    private readonly requests: CoverRequestsService,
    private readonly directory: DirectoryService,
  ) {}

  @Query(() => [CoverRequest], { description: 'Who asks whom for cover, the newest first. Guide: G1.1' })
  @Requires('oncall:read')
  async coverRequests(
    @Args('schedule', SCHEDULE) schedule: string | null,
    @Args('status', STATUS) status: CoverRequestStatus | null,
    @Args('first', FIRST) first: number,
  ) {
    await this.directory.current();
    const found = await this.requests.list({ schedule: schedule ?? null, status: status ?? null, limit: first });
    return found.map((request) => requestView(this.directory, request));
  }

  @Mutation(() => CoverRequestPayload, {
    description: 'Asks others to hold a schedule instead of you. They are told; the first who accepts covers. Guide: G1.1',
  })
  @Requires('incidents:respond')
  async requestCover(@Args('input', INPUT) input: RequestCoverInput, @CurrentViewer() viewer: Viewer) {
    const { schedule, from, to, person, answerBy, reason, onBehalfOf } = input;
    const asker = actorOf(viewer, onBehalfOf ?? undefined).person;
    const asked = { schedule, from, to, asker, person: person ?? null, answerBy: answerBy ?? null, reason: reason ?? null };
    return await answeredView(this.directory, this.requests.ask(asked));
  }

  @Mutation(() => CoverRequestPayload, { description: 'You cover, where nobody was first. Guide: G1.1' })
  @Requires('incidents:respond')
  async acceptCover(@Args('input', INPUT) { id, onBehalfOf }: AnswerCoverInput, @CurrentViewer() viewer: Viewer) {
    return await answeredView(this.directory, this.requests.accept(actorOf(viewer, onBehalfOf ?? undefined).person, id));
  }

  @Mutation(() => CoverRequestPayload, { description: 'You do not cover; once everybody declined, the asker is told. Guide: G1.1' })
  @Requires('incidents:respond')
  async declineCover(@Args('input', INPUT) { id, onBehalfOf }: AnswerCoverInput, @CurrentViewer() viewer: Viewer) {
    return await answeredView(this.directory, this.requests.decline(actorOf(viewer, onBehalfOf ?? undefined).person, id));
  }

  @Mutation(() => CoverRequestPayload, { description: 'You need nobody any more: the request is over. Guide: G1.1' })
  @Requires('incidents:respond')
  async withdrawCoverRequest(@Args('input', INPUT) { id, onBehalfOf }: AnswerCoverInput, @CurrentViewer() viewer: Viewer) {
    return await answeredView(this.directory, this.requests.withdraw(actorOf(viewer, onBehalfOf ?? undefined).person, id));
  }
}
