import type { Cover as Found } from '../../domain/covers/cover.model.js';
import type { CoverRequest as FoundRequest } from '../../domain/covers/cover-request.model.js';
import type { CoverWarning as FoundWarning } from '../../domain/oncall/cover-warnings.js';
import type { AnsweredRequest } from '../../services/covers/cover-requests.service.js';
import type { DirectoryService } from '../../services/incidents/directory.service.js';
import type { Person } from '../handbook/directory.model.js';
import { personOf } from '../handbook/directory.view.js';
import type { Cover, CoverWarning } from './cover.model.js';
import type { CoverRequest, CoverRequestPayload } from './cover-request.model.js';

export function coverView(directory: DirectoryService, cover: Found): Cover {
  const { person, relieves, by, endedBy } = cover;
  return {
    ...cover,
    person: personOf(directory, person),
    relieves: relieves.map((one) => personOf(directory, one)),
    by: personOf(directory, by),
    endedBy: endedBy === null ? null : personOf(directory, endedBy),
  };
}

export const warningView = (directory: DirectoryService, { person, ...warning }: FoundWarning): CoverWarning => ({
  ...warning,
  person: personOf(directory, person),
});

export function requestView(directory: DirectoryService, request: FoundRequest): CoverRequest {
  const person = (id: string): Person => personOf(directory, id);
  return {
    ...request,
    asker: person(request.asker),
    candidates: request.candidates.map(person),
    declined: request.declined.map(person),
    acceptedBy: request.acceptedBy === null ? null : person(request.acceptedBy),
  };
}

/** What a mutation of a request answers. */
export async function answeredView(directory: DirectoryService, answering: Promise<AnsweredRequest>): Promise<CoverRequestPayload> {
  const { request, outcome, warnings } = await answering;
  await directory.current();
  return { request: requestView(directory, request), outcome, warnings: warnings.map((warning) => warningView(directory, warning)) };
}
