import { isSameJson } from './canonical-json.js';
import { type Difference, firstDifference } from './first-difference.js';
import { readFact } from './json-text.js';
import type { Execution, IssuedCommand, Mismatch, MismatchKind, RecordedCommand, ReplayedKind } from './replay.model.js';
import { shortJson } from './short-json.js';

export interface ComparedRun {
  readonly workflowId: string;
  readonly runId: string;
  /** In the order of the history. */
  readonly recorded: readonly RecordedCommand[];
  readonly execution: Execution;
}

/** Which difference a fact of a command is. */
const NAMED: Readonly<Record<ReplayedKind, Readonly<Record<string, MismatchKind>> & { readonly other: MismatchKind }>> = {
  ACTIVITY: { type: 'ACTIVITY_TYPE', input: 'ACTIVITY_INPUT', other: 'COMMAND' },
  ACTIVITY_CANCEL: { other: 'COMMAND' },
  TIMER: { durationMs: 'TIMER_DURATION', other: 'COMMAND' },
  TIMER_CANCEL: { other: 'COMMAND' },
  CHILD: { other: 'CHILD' },
  SIGNAL: { other: 'SIGNAL' },
  CANCEL: { other: 'COMMAND' },
  UPDATE: { other: 'UPDATE_RESULT' },
  PATCH: { other: 'COMMAND' },
  SEARCH_ATTRIBUTES: { other: 'ATTRIBUTES' },
  MEMO: { other: 'ATTRIBUTES' },
  CONTINUE_AS_NEW: { other: 'CONTINUE_AS_NEW' },
  RESULT: { other: 'RESULT' },
};

/**
 * Where the commands that a run recorded differ from those that its code issues when it is executed again, in the order of the
 * history. Nothing after the event at which the code went another way is compared: it was never executed.
 */
export function compareCommands(run: ComparedRun): readonly Mismatch[] {
  const issued = new Map(run.execution.commands.map((command) => [keyOf(command), command]));
  const { failure } = run.execution;
  const parted = failure === null ? null : partedAt(run, issued);
  const compared = run.recorded.filter((one) => parted === null || one.eventId < parted);
  const mismatches = compared.flatMap((one) => differences(run, one, issued.get(keyOf(one))));
  return failure === null ? mismatches : [...mismatches, partingOf(run, parted, issued)];
}

const keyOf = ({ kind, id }: IssuedCommand): string => `${kind}/${id}`;

/** The first event at which this code does not do what is recorded: by the SDK's word, or earlier by our own. */
function partedAt({ recorded, execution }: ComparedRun, issued: ReadonlyMap<string, IssuedCommand>): number | null {
  const unissued = recorded.find((one) => !issued.has(keyOf(one)))?.eventId ?? null;
  const noticed = execution.failure?.eventId ?? null;
  if (unissued === null || noticed === null) return noticed ?? unissued;
  return Math.min(noticed, unissued);
}

function partingOf(run: ComparedRun, eventId: number | null, issued: ReadonlyMap<string, IssuedCommand>): Mismatch {
  const { execution, recorded } = run;
  const failure = execution.failure;
  const here = recorded.find((one) => one.eventId === eventId);
  const known = new Set(recorded.map(keyOf));
  const instead = [...issued.values()].filter((one) => !known.has(keyOf(one)) || keyOf(one) === (here && keyOf(here)));
  return {
    ...nameOf(run),
    eventId,
    what: failure?.kind === 'FAILED' ? 'REPLAY' : 'COMMAND',
    detail:
      failure?.kind === 'FAILED' ? `it could not be executed: ${failure.message}` : `this code goes another way: ${failure?.message ?? ''}`,
    recorded: here === undefined ? null : shortJson(sayable(here)),
    replayed: instead.length === 0 ? null : shortJson(instead.slice(0, 3).map(sayable)),
  };
}

function differences(run: ComparedRun, recorded: RecordedCommand, issued: IssuedCommand | undefined): readonly Mismatch[] {
  if (issued === undefined) {
    const detail = `${recorded.kind} ${recorded.id} is recorded, and this code does not issue it`;
    return [{ ...nameOf(run), eventId: recorded.eventId, what: 'COMMAND', detail, recorded: shortJson(sayable(recorded)), replayed: null }];
  }
  const facts = new Set([...Object.keys(recorded.facts), ...Object.keys(issued.facts)]);
  return [...facts].flatMap((fact) => {
    const found = factDifference(recorded.facts[fact], issued.facts[fact]);
    if (found === null) return [];
    const { other, [fact]: what = other } = NAMED[recorded.kind];
    const place = found.path === '' ? fact : `${fact}.${found.path}`;
    const detail = `${place} of ${recorded.kind} ${recorded.id} is not what this code asks for`;
    return [{ ...nameOf(run), eventId: recorded.eventId, what, detail, recorded: shortJson(found.was), replayed: shortJson(found.is) }];
  });
}

const factDifference = (was: unknown, is: unknown): Difference | null =>
  isSameJson(was, is) ? null : firstDifference(readFact(was), readFact(is));

const nameOf = ({ workflowId, runId }: ComparedRun): Pick<Mismatch, 'workflowId' | 'runId' | 'seq'> => ({ workflowId, runId, seq: null });

const sayable = ({ kind, id, facts }: IssuedCommand): object => ({ kind, id, facts: readFact(facts) });
