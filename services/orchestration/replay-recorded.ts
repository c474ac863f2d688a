import type { History } from '@temporalio/common/lib/proto-utils.js';
import { readFact } from '../../domain/audit/json-text.js';
import type { RecordedCommand, ReplayedKind } from '../../domain/audit/replay.model.js';
import { durationMs, factOf, factsOf, namedFactsOf, numberOf } from './replay-payloads.js';

type Event = NonNullable<History['events']>[number];
type Said = Pick<RecordedCommand, 'kind' | 'id' | 'facts'>;

/** The server adds this one itself, where a workflow is patched. */
const OWN_ATTRIBUTE = 'TemporalChangeVersion';

/** The commands that a history records, in its order, in the words that `issuedCommands` has for the same. */
export function recordedCommands(history: History): readonly RecordedCommand[] {
  const events = history.events ?? [];
  const completions = completionsOf(events);
  const read = new RecordReader(events);
  return events.flatMap((event) => {
    const said = read.commandOf(event);
    if (said === null) return [];
    const eventId = numberOf(event.eventId);
    const isProjection = said.kind === 'ACTIVITY' && said.facts.type === 'projectIncident';
    return [{ ...said, eventId, ...(isProjection ? { projected: outcomeOf(completions.get(eventId)) } : {}) }];
  });
}

/** What a projection came to: only what was committed is in the timeline. */
function outcomeOf(completed: Event | undefined): NonNullable<RecordedCommand['projected']> {
  const result = readFact(factsOf(completed?.activityTaskCompletedEventAttributes?.result, '')[0]);
  const status = typeof result === 'object' && result !== null && 'status' in result ? result.status : undefined;
  return status === 'COMMITTED' || status === 'FENCED' ? status : 'UNKNOWN';
}

/** Activities that ended well, by the event that asked for them. */
const completionsOf = (events: readonly Event[]): ReadonlyMap<number, Event> =>
  new Map(
    events.flatMap((event) => {
      const done = event.activityTaskCompletedEventAttributes;
      return done ? [[numberOf(done.scheduledEventId), event] as const] : [];
    }),
  );

/** Reads event by event; remembers under which run id the events were written. */
class RecordReader {
  runId: string;
  private readonly counts = new Map<ReplayedKind, number>();
  private readonly activities: ReadonlyMap<number, string>;

  constructor(events: readonly Event[]) {
    this.runId = events[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId ?? '';
    this.activities = new Map(
      events.flatMap(({ eventId, activityTaskScheduledEventAttributes: one }) =>
        one ? [[numberOf(eventId), one.activityId ?? ''] as const] : [],
      ),
    );
  }

  commandOf(event: Event): Said | null {
    const reset = event.workflowTaskFailedEventAttributes?.newRunId;
    if (reset) this.runId = reset;
    return (
      this.canceled(event) ??
      this.told(event) ??
      this.shown(event) ??
      stepOf(event, this.runId) ??
      answerOf(event, this.runId) ??
      endOf(event, this.runId)
    );
  }

  private canceled(event: Event): Said | null {
    const canceled = event.activityTaskCancelRequestedEventAttributes;
    return canceled ? { kind: 'ACTIVITY_CANCEL', id: this.activities.get(numberOf(canceled.scheduledEventId)) ?? '', facts: {} } : null;
  }

  private told(event: Event): Said | null {
    const signal = event.signalExternalWorkflowExecutionInitiatedEventAttributes;
    const cancel = event.requestCancelExternalWorkflowExecutionInitiatedEventAttributes;
    const to = (signal ?? cancel)?.workflowExecution?.workflowId ?? '';
    if (signal) return this.counted('SIGNAL', { name: signal.signalName ?? '', to, input: factsOf(signal.input, this.runId) });
    return cancel ? this.counted('CANCEL', { to }) : null;
  }

  private shown(event: Event): Said | null {
    const attributes = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields;
    if (attributes) {
      const { [OWN_ATTRIBUTE]: own, ...fields } = attributes;
      return own !== undefined && Object.keys(fields).length === 0
        ? null
        : this.counted('SEARCH_ATTRIBUTES', { fields: namedFactsOf(fields, this.runId) });
    }
    const memo = event.workflowPropertiesModifiedEventAttributes?.upsertedMemo?.fields;
    return memo ? this.counted('MEMO', { fields: namedFactsOf(memo, this.runId) }) : null;
  }

  /** What has no id of its own is told apart by its place among its kind. */
  private counted(kind: ReplayedKind, facts: Said['facts']): Said {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return { kind, id: `${count}`, facts };
  }
}

function stepOf(event: Event, runId: string): Said | null {
  const { activityTaskScheduledEventAttributes: activity, startChildWorkflowExecutionInitiatedEventAttributes: child } = event;
  if (activity) return asked('ACTIVITY', activity.activityId, { type: activity.activityType, input: activity.input, runId });
  if (child) return asked('CHILD', child.workflowId, { type: child.workflowType, input: child.input, runId });
  const { timerStartedEventAttributes: timer, timerCanceledEventAttributes: stopped } = event;
  if (timer) return { kind: 'TIMER', id: timer.timerId ?? '', facts: { durationMs: durationMs(timer.startToFireTimeout) } };
  if (stopped) return { kind: 'TIMER_CANCEL', id: stopped.timerId ?? '', facts: {} };
  const marker = event.markerRecordedEventAttributes;
  return marker?.markerName === 'core_patch' ? patchOf(marker.details?.['patch-data']) : null;
}

interface Asked {
  readonly type: { readonly name?: string | null } | null | undefined;
  readonly input: Parameters<typeof factsOf>[0];
  readonly runId: string;
}

const asked = (kind: ReplayedKind, id: string | null | undefined, { type, input, runId }: Asked): Said => ({
  kind,
  id: id ?? '',
  facts: { type: type?.name ?? '', input: factsOf(input, runId) },
});

function answerOf({ workflowExecutionUpdateCompletedEventAttributes: update }: Event, runId: string): Said | null {
  if (!update) return null;
  const { success, failure } = update.outcome ?? {};
  return {
    kind: 'UPDATE',
    id: update.meta?.updateId ?? '',
    facts: { result: factsOf(success, runId)[0] ?? null, failure: failure?.message ?? null },
  };
}

function endOf(event: Event, runId: string): Said | null {
  const completed = event.workflowExecutionCompletedEventAttributes;
  if (completed) return { kind: 'RESULT', id: 'end', facts: { result: factsOf(completed.result, runId)[0] ?? null, failure: null } };
  const failed = event.workflowExecutionFailedEventAttributes;
  if (failed) return { kind: 'RESULT', id: 'end', facts: { result: null, failure: failed.failure?.message ?? '' } };
  const continued = event.workflowExecutionContinuedAsNewEventAttributes;
  return continued ? asked('CONTINUE_AS_NEW', 'end', { type: continued.workflowType, input: continued.input, runId }) : null;
}

function patchOf(details: { readonly payloads?: readonly Parameters<typeof factOf>[0][] | null } | null | undefined): Said {
  const data = readFact(factOf(details?.payloads?.[0], ''));
  const id = typeof data === 'object' && data !== null && 'id' in data && typeof data.id === 'string' ? data.id : '';
  return { kind: 'PATCH', id, facts: {} };
}
