import { ApplicationFailure } from '@temporalio/common';
import { CancellationScope, condition, currentUpdateInfo, defineQuery, defineSignal, defineUpdate, setHandler } from '@temporalio/workflow';
import { deadlines } from '../../domain/incidents/decide-time.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import { COMMAND_KINDS, type CommandEnvelope, type CommandKind } from '../../domain/incidents/incident-command.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import type { CommandResult } from '../../domain/incidents/incident-snapshot.model.js';
import { findUnstorable, storable } from '../../domain/storable-text.js';
import {
  type AlertsReceivedSignal,
  type CommandUpdateInput,
  commandUpdateName,
  type NextDeadline,
  QUERIES,
  SIGNALS,
  type SubmitCommandSignal,
} from '../contracts/incident.contract.js';
import { workflowNow } from '../support/workflow-clock.js';
import { COMMAND_DESCRIPTIONS } from './command-descriptions.js';
import { envelopeOf } from './envelope.js';
import type { LiveIncident } from './live-incident.js';
import { envelopeOfSignal, isAlertSnapshot } from './well-formed-signals.js';

const alertsReceived = defineSignal<[AlertsReceivedSignal]>(SIGNALS.alertsReceived);
const submitCommand = defineSignal<[SubmitCommandSignal]>(SIGNALS.submitCommand);
const stateQuery = defineQuery<Incident>(QUERIES.state);
const timelineQuery = defineQuery<readonly IncidentEvent[]>(QUERIES.timeline);
const nextDeadlineQuery = defineQuery<NextDeadline | null>(QUERIES.nextDeadline);

/** Takes what people and monitors say, and answers what they ask. Handlers issue no command: they push, and wait for the record. */
export function answerPeople(live: LiveIncident): void {
  setHandler(alertsReceived, (snapshot) => void (isAlertSnapshot(snapshot) && live.receiveAlerts(snapshot)), {
    description: 'What the monitors say now (sent by the relay).',
  });
  setHandler(submitCommand, (said) => receiveSignal(live, said), { description: 'A command that no worker could answer at once.' });
  setHandler(stateQuery, () => live.state, { description: 'Everything that is true of the incident now.' });
  setHandler(timelineQuery, () => live.timeline, { description: 'What happened, oldest first.' });
  setHandler(nextDeadlineQuery, () => nextDeadline(live.state), { description: 'What happens next unless somebody acts.' });
  for (const kind of COMMAND_KINDS) answerCommand(live, kind);
}

/** A signal cannot be refused as an update is: it is taken without what no database can hold, and left out where it is no command. */
function receiveSignal(live: LiveIncident, said: SubmitCommandSignal): void {
  const envelope = envelopeOfSignal(storable(said));
  if (envelope !== undefined) live.receive(envelope, 'SIGNAL');
}

function answerCommand(live: LiveIncident, kind: CommandKind): void {
  const update = defineUpdate<CommandResult, [CommandUpdateInput]>(commandUpdateName(kind));
  setHandler(
    update,
    // A cancel from outside ends neither the incident nor whoever waits for an answer, now or later.
    (input) => CancellationScope.nonCancellable(() => answer(live, orThrow(kind, input))),
    { description: COMMAND_DESCRIPTIONS[kind], validator: (input) => judge(kind, input) },
  );
}

async function answer(live: LiveIncident, envelope: CommandEnvelope): Promise<CommandResult> {
  live.receive(envelope, 'UPDATE');
  await condition(() => live.resultOf(envelope.commandId) !== undefined);
  return live.resultOf(envelope.commandId) ?? unreachable(envelope.commandId);
}

/** Throws what is wrong with an update before it becomes part of the history; replays do not ask again. */
function judge(kind: CommandKind, input: CommandUpdateInput): void {
  const found = findUnstorable('input', input) ?? findUnstorable('commandId', currentUpdateInfo()?.id);
  if (found !== undefined) throw ApplicationFailure.nonRetryable(`${found.field} contains ${found.what}`, 'INVALID_INPUT');
  orThrow(kind, input);
}

/** The update's argument as a command; throws what a validator says to whoever sent it. */
function orThrow(kind: CommandKind, input: CommandUpdateInput): CommandEnvelope {
  const parsed = envelopeOf(kind, input, { commandId: currentUpdateInfo()?.id ?? '', now: workflowNow() });
  if (parsed.ok) return parsed.value;
  throw ApplicationFailure.nonRetryable(parsed.error.detail, parsed.error.code);
}

function unreachable(commandId: string): never {
  throw ApplicationFailure.nonRetryable(`no result for ${commandId}`, 'INTERNAL');
}

function nextDeadline(incident: Incident): NextDeadline | null {
  const next = deadlines(incident)[0];
  return next === undefined ? null : { at: next.at, what: next.kind };
}
