import type { CoverRequest } from '../../domain/covers/cover-request.model.js';
import type { Instant } from '../../domain/instant.js';
import { systemClock } from '../../services/config/clock.js';
import { CoverRequestsRepository } from '../../services/covers/cover-requests.repository.js';
import { CoverRequestsService } from '../../services/covers/cover-requests.service.js';
import { CoversRepository } from '../../services/covers/covers.repository.js';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { CoverWorkflowsService } from '../../services/orchestration/cover-requests.service.js';
import { VirtualTime } from '../../services/orchestration/virtual-time.js';
import { coverWorkflowId } from '../../workflows/contracts/cover-request.contract.js';
import type { StoryWorld } from './story-world.js';

/** People ask for cover and answer, as they do through the API. */
export const requestsOf = ({ pool, client, handbooks }: StoryWorld): CoverRequestsService =>
  new CoverRequestsService({
    requests: new CoverRequestsRepository(pool),
    covers: new CoversRepository(pool),
    workflows: new CoverWorkflowsService(client),
    handbooks,
    zones: temporalZoneRules(),
    clock: systemClock,
  });

/** The clock of the request's workflow. */
export const timeOf = (world: StoryWorld, { id }: Pick<CoverRequest, 'id'>): VirtualTime =>
  new VirtualTime(world.client, coverWorkflowId(id));

/** `ben: ada asks for cover: on-call`, in the order of the alphabet. */
export const toldIn = ({ email, ntfy }: StoryWorld): readonly string[] =>
  [...email.told, ...ntfy.told].map(({ address, notice }) => `${address.replace(/@.*|topic-/g, '')}: ${notice.subject}`).toSorted();

/** Who is paged for a schedule at an instant. */
export async function pagedAt(world: StoryWorld, schedule: string, at: Instant): Promise<readonly string[]> {
  const search = {
    incidentKey: 'INC-1',
    handbookVersionId: 1,
    targets: [{ kind: 'schedule', id: schedule }],
    urgency: 'HIGH',
    at,
  } as const;
  return (await world.responders.resolve(search)).responders.map(({ person }) => person);
}
