import type proto from '@temporalio/proto';
import type { IssuedCommand, ReplayedKind } from '../../domain/audit/replay.model.js';
import { durationMs, factOf, factsOf, namedFactsOf } from './replay-payloads.js';

type Command = proto.coresdk.workflow_commands.IWorkflowCommand;

/** What one re-executed run issued, in its order, in the words that `recordedCommands` has for the same. */
export function issuedCommands(commands: readonly Command[], runId: string): readonly IssuedCommand[] {
  const read = new CommandReader(runId);
  return commands.flatMap((command) => read.sayingOf(command) ?? []);
}

/** Reads command by command; remembers how many of a kind there were. */
class CommandReader {
  private readonly counts = new Map<ReplayedKind, number>();

  constructor(private readonly runId: string) {}

  sayingOf(command: Command): IssuedCommand | null {
    return this.stepOf(command) ?? this.talkOf(command) ?? endOf(command, this.runId);
  }

  private stepOf(command: Command): IssuedCommand | null {
    const { scheduleActivity, requestCancelActivity, startTimer, cancelTimer, setPatchMarker } = command;
    if (scheduleActivity)
      return {
        kind: 'ACTIVITY',
        id: scheduleActivity.activityId ?? '',
        facts: { type: scheduleActivity.activityType ?? '', input: factsOf(scheduleActivity.arguments, this.runId) },
      };
    if (requestCancelActivity) return { kind: 'ACTIVITY_CANCEL', id: `${requestCancelActivity.seq}`, facts: {} };
    if (startTimer) return { kind: 'TIMER', id: `${startTimer.seq}`, facts: { durationMs: durationMs(startTimer.startToFireTimeout) } };
    if (cancelTimer) return { kind: 'TIMER_CANCEL', id: `${cancelTimer.seq}`, facts: {} };
    return setPatchMarker ? { kind: 'PATCH', id: setPatchMarker.patchId ?? '', facts: {} } : null;
  }

  private talkOf(command: Command): IssuedCommand | null {
    const { updateResponse: update, upsertWorkflowSearchAttributes: attributes, modifyWorkflowProperties: properties } = command;
    if (update) return answerOf(update, this.runId);
    if (attributes)
      return this.counted('SEARCH_ATTRIBUTES', { fields: namedFactsOf(attributes.searchAttributes?.indexedFields, this.runId) });
    if (properties) return this.counted('MEMO', { fields: namedFactsOf(properties.upsertedMemo?.fields, this.runId) });
    return this.told(command) ?? childOf(command.startChildWorkflowExecution, this.runId);
  }

  private told({ signalExternalWorkflowExecution: signal, requestCancelExternalWorkflowExecution: cancel }: Command): IssuedCommand | null {
    const to = (signal ?? cancel)?.workflowExecution?.workflowId ?? signal?.childWorkflowId ?? '';
    if (signal) return this.counted('SIGNAL', { name: signal.signalName ?? '', to, input: factsOf(signal.args, this.runId) });
    return cancel ? this.counted('CANCEL', { to }) : null;
  }

  private counted(kind: ReplayedKind, facts: IssuedCommand['facts']): IssuedCommand {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return { kind, id: `${count}`, facts };
  }
}

const childOf = (child: Command['startChildWorkflowExecution'], runId: string): IssuedCommand | null =>
  child
    ? { kind: 'CHILD', id: child.workflowId ?? '', facts: { type: child.workflowType ?? '', input: factsOf(child.input, runId) } }
    : null;

type Answer = NonNullable<Command['updateResponse']>;

/** That an update was accepted is in the order of the events, which the SDK compares itself. */
function answerOf({ protocolInstanceId, completed, rejected }: Answer, runId: string): IssuedCommand | null {
  if (!completed && !rejected) return null;
  return {
    kind: 'UPDATE',
    id: protocolInstanceId ?? '',
    facts: { result: completed ? factOf(completed, runId) : null, failure: rejected?.message ?? null },
  };
}

function endOf(command: Command, runId: string): IssuedCommand | null {
  const { completeWorkflowExecution: completed, failWorkflowExecution: failed, continueAsNewWorkflowExecution: continued } = command;
  if (completed)
    return { kind: 'RESULT', id: 'end', facts: { result: completed.result ? factOf(completed.result, runId) : null, failure: null } };
  if (failed) return { kind: 'RESULT', id: 'end', facts: { result: null, failure: failed.failure?.message ?? '' } };
  if (!continued) return null;
  return { kind: 'CONTINUE_AS_NEW', id: 'end', facts: { type: continued.workflowType ?? '', input: factsOf(continued.arguments, runId) } };
}
