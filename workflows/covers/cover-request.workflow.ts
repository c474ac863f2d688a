import { condition, defineQuery, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import { answerCoverRequest, expireCoverRequest } from '../../domain/covers/answer-cover-request.js';
import type { CoverAnswer, CoverRequest } from '../../domain/covers/cover-request.model.js';
import { COVER_QUERIES, COVER_SIGNALS, type CoverRequestInput } from '../contracts/cover-request.contract.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import { workflowNow } from '../support/workflow-clock.js';

const { recordCoverRequest } = proxyActivities<Pick<Activities, 'recordCoverRequest'>>(ACTIVITY_OPTIONS.coverRecord);
const { askCandidates, tellCoverOutcome } = proxyActivities<Pick<Activities, 'askCandidates' | 'tellCoverOutcome'>>(
  ACTIVITY_OPTIONS.coverNotice,
);

const coverAnswered = defineSignal<[CoverAnswer]>(COVER_SIGNALS.answered);
const stateQuery = defineQuery<CoverRequest>(COVER_QUERIES.state);

/** One request for cover, in the memory of its workflow. Handlers only push. */
interface LiveRequest {
  state: CoverRequest;
  readonly answers: CoverAnswer[];
}

/** Asks whoever can cover, takes the first who accepts, and tells the asker; nobody in time: they stay on call. Guide: G1.1 */
export async function coverRequest({ request }: CoverRequestInput): Promise<CoverRequest> {
  const live: LiveRequest = { state: request, answers: [] };
  setHandler(coverAnswered, (answer) => void live.answers.push(answer), { description: 'Somebody accepts, declines, or withdraws it.' });
  setHandler(stateQuery, () => live.state, { description: 'Who asks whom for which time, and what became of it.' });

  live.state = await recordCoverRequest(live.state);
  const asking = askCandidates(live.state).catch(() => undefined); // the Temporal UI shows why; an answer counts all the same
  while (live.state.status === 'ASKED') await answersUntilDeadline(live);
  await tellCoverOutcome(live.state).catch(() => undefined);
  await asking;
  return live.state;
}

/** Until somebody has said something, at most until the deadline; then what became of it is recorded. */
async function answersUntilDeadline(live: LiveRequest): Promise<void> {
  const { state, answers } = live;
  const left = state.answerBy - workflowNow();
  const summary = `somebody covers ${state.schedule} for ${state.asker}`;
  const isHeard = left > 0 && (await condition(() => answers.length > 0, left, { summary }));
  const answered = answers.splice(0).reduce(withAnswer, state);
  const next = isHeard ? answered : expireCoverRequest(answered);
  if (next !== state) live.state = await recordCoverRequest(next);
}

function withAnswer(sofar: CoverRequest, answer: CoverAnswer): CoverRequest {
  const decided = answerCoverRequest(sofar, answer);
  return decided.ok ? decided.value : sofar;
}
