import { answerCoverRequest } from '../../domain/covers/answer-cover-request.js';
import type { Cover } from '../../domain/covers/cover.model.js';
import type { CoverAnswer, CoverRequest } from '../../domain/covers/cover-request.model.js';
import { DomainFailure } from '../../domain/error.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { type Instant, MINUTE_MS } from '../../domain/instant.js';
import { type Asking, askForCover } from '../../domain/oncall/ask-for-cover.js';
import { type CoverWarning, coverWarnings } from '../../domain/oncall/cover-warnings.js';
import { REACH_MS } from '../../domain/oncall/known-roster.js';
import { judgeCover, type Known } from '../../domain/oncall/take-shift.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { Clock } from '../config/clock.js';
import { untilRecorded } from '../config/until-recorded.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { CoverWorkflows } from '../orchestration/cover-requests.port.js';
import type { CoverRequestQuery, CoverRequestsRepository } from './cover-requests.repository.js';
import type { CoversRepository } from './covers.repository.js';

export interface CoverRequestsParts {
  readonly requests: CoverRequestsRepository;
  readonly covers: Pick<CoversRepository, 'around'>;
  readonly workflows: CoverWorkflows;
  readonly handbooks: HandbookReader;
  readonly zones: ZoneRules;
  readonly clock: Clock;
}

/** `PENDING`: nobody has taken it up yet; it is kept, and acts when a worker returns. */
export interface AnsweredRequest {
  readonly request: CoverRequest;
  readonly outcome: 'APPLIED' | 'ALREADY' | 'PENDING';
  /** What speaks against whoever was asked, or has accepted. */
  readonly warnings: readonly CoverWarning[];
}

const MOST = 100;
/** A workflow that is later than this was lost. */
const OVERDUE_MS = MINUTE_MS;

/** Asking somebody to cover a shift, and answering: every request is a workflow. Guide: G1.1 */
export class CoverRequestsService {
  constructor(private readonly parts: CoverRequestsParts) {}

  /** The newest first, at most a hundred. */
  list(query: CoverRequestQuery): Promise<readonly CoverRequest[]> {
    return this.parts.requests.list({ ...query, limit: Math.max(1, Math.min(MOST, query.limit)) });
  }

  /** Throws `NOT_FOUND`. */
  async find(id: string): Promise<CoverRequest> {
    const found = await this.parts.requests.find(id);
    if (found === null) throw new DomainFailure({ code: 'NOT_FOUND', field: 'id', detail: `there is no request ${id.slice(0, 40)}` });
    return found;
  }

  /** Asks; see `askForCover` of the domain for what is refused. Throws `UNAVAILABLE` where nothing can keep the request. */
  async ask(asked: Omit<Asking, 'at'>): Promise<AnsweredRequest> {
    const at = this.parts.clock.now();
    const known = await this.known(asked);
    const open = await this.parts.requests.list({ schedule: asked.schedule, status: 'ASKED', limit: MOST });
    const decided = askForCover(known, open, { ...asked, at });
    if (!decided.ok) throw new DomainFailure(decided.error);
    const request = { id: await this.parts.requests.nextId(), ...decided.value };
    await this.parts.workflows.start(request);
    const seen = await untilRecorded(() => this.parts.requests.find(request.id));
    const warnings = request.candidates.flatMap((person) => coverWarnings(known, { ...request, person }));
    return { request: seen ?? request, outcome: seen === null ? 'PENDING' : 'APPLIED', warnings };
  }

  /** `person` covers. Throws `NOT_FOUND`, `FORBIDDEN`, and `CONFLICT`: too late, somebody else was first, or somebody covers meanwhile. */
  async accept(person: string, id: string): Promise<AnsweredRequest> {
    const request = await this.find(id);
    const known = await this.known(request);
    const covering = { ...request, person, from: Math.max(request.from, this.parts.clock.now()) };
    // The asker's own covers are what is handed on.
    const others = known.covers.filter((cover) => cover.person !== request.asker && cover.id !== id);
    const refusal = request.status === 'ASKED' ? judgeCover({ ...known, covers: others }, covering, covering.from) : null;
    const answered = await this.answer(
      { kind: 'ACCEPT', person, at: this.parts.clock.now() },
      request,
      refusal?.code === 'CONFLICT' ? refusal : null,
    );
    return { ...answered, warnings: coverWarnings(known, covering) };
  }

  /** Throws `NOT_FOUND`, `FORBIDDEN` for somebody who was not asked, `CONFLICT` once it is over. */
  async decline(person: string, id: string): Promise<AnsweredRequest> {
    return await this.answer({ kind: 'DECLINE', person, at: this.parts.clock.now() }, await this.find(id), null);
  }

  /** Throws `NOT_FOUND`, `FORBIDDEN` for anybody but the asker, `CONFLICT` once it is over. */
  async withdraw(person: string, id: string): Promise<AnsweredRequest> {
    return await this.answer({ kind: 'WITHDRAW', person, at: this.parts.clock.now() }, await this.find(id), null);
  }

  /** Requests whose workflow was lost go on from the record, and are told of as they would have been. */
  async resumeLost(): Promise<void> {
    const lost = await this.parts.requests.overdue(this.parts.clock.now() - OVERDUE_MS);
    for (const request of lost) await this.parts.workflows.start(request);
  }

  private async answer(answer: CoverAnswer, request: CoverRequest, refusal: DomainFailure['error'] | null): Promise<AnsweredRequest> {
    const decided = answerCoverRequest(request, answer);
    if (!decided.ok) throw new DomainFailure(decided.error);
    if (decided.value === request) return { request, outcome: 'ALREADY', warnings: [] };
    if (refusal !== null) throw new DomainFailure(refusal);
    await this.parts.workflows.answered(request, answer);
    const seen = await untilRecorded(async () => {
      const found = await this.parts.requests.find(request.id);
      return found !== null && isHeard(found, answer) ? found : null;
    });
    return { request: seen ?? request, outcome: seen === null ? 'PENDING' : 'APPLIED', warnings: [] };
  }

  private async known({ from, to }: { readonly from: Instant; readonly to: Instant }): Promise<Known> {
    const handbook = await this.handbook();
    const covers: readonly Cover[] = await this.parts.covers.around({ from: from - REACH_MS, to: to + REACH_MS });
    return { handbook, covers, zones: this.parts.zones };
  }

  private async handbook(): Promise<Handbook> {
    const current = await this.parts.handbooks.current();
    if (current === null) throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'no handbook has been applied yet' });
    return current.handbook;
  }
}

/** Whether the record has the answer; throws where somebody else was first. */
function isHeard(found: CoverRequest, answer: CoverAnswer): boolean {
  const decided = answerCoverRequest(found, answer);
  if (!decided.ok) throw new DomainFailure(decided.error);
  return decided.value === found;
}
