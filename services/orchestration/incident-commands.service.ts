import {
  type Client,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { DomainFailure, ERROR_CODES, type ErrorCode } from '../../domain/error.js';
import type { CommandEnvelope } from '../../domain/incidents/incident-command.model.js';
import { type CommandResult, resultOf } from '../../domain/incidents/incident-snapshot.model.js';
import { incidentWorkflowId, postIncidentWorkflowId } from '../../workflows/contracts/ids.js';
import { commandUpdateName, SIGNALS } from '../../workflows/contracts/incident.contract.js';
import { inTime } from '../config/in-time.js';
import type { PostmortemRevisionsRepository } from '../persistence/postmortem-revisions.repository.js';
import { answerOf } from './answer-of-result.js';
import type { DeclarationsRepository } from './declarations.repository.js';
import type { CommandAnswer, DeclareRequest, IncidentCommands } from './incident-commands.port.js';
import type { IncidentOpeningsRepository } from './incident-openings.repository.js';
import type { IncidentStarter } from './incident-starter.js';
import { judgeWithoutWorkflow } from './judge-without-workflow.js';
import { isRpcFailure, orUnavailable } from './rpc-failure.js';
import { withAdoption } from './with-adoption.js';
import { withDigest } from './with-digest.js';

/** How long a person waits for the workflow before the command is kept as a signal and answered `PENDING`. */
const ANSWER_WITHIN_MS = 3_000;

export interface IncidentCommandsParts {
  readonly client: Client;
  readonly openings: IncidentOpeningsRepository;
  readonly declarations: DeclarationsRepository;
  readonly starter: IncidentStarter;
  /** What people have written of postmortems. */
  readonly revisions: Pick<PostmortemRevisionsRepository, 'newest'>;
}

/** Sends people's commands to incidents. A command is never lost: what no worker answers in time is kept by Temporal and acts once. */
export class IncidentCommandsService implements IncidentCommands {
  constructor(private readonly parts: IncidentCommandsParts) {}

  async execute(incidentKey: string, asked: CommandEnvelope): Promise<CommandAnswer> {
    const ready = await this.completed(incidentKey, asked).catch((error: unknown) => this.answeredBefore(incidentKey, asked, error));
    if ('outcome' in ready) return answerOf(ready);
    try {
      return await orUnavailable(this.decided(incidentKey, ready));
    } catch (error) {
      throw failureOf(error);
    }
  }

  async declare(request: DeclareRequest): Promise<{ readonly incidentKey: string; readonly created: boolean }> {
    const declared = await this.parts.declarations.insert(request);
    const start = await this.parts.openings.find(declared.incidentKey);
    // A start that fails now is made up for by the watchdog: the declaration is committed.
    if (declared.created && start !== null) await this.parts.starter.open(start).catch(() => undefined);
    return declared;
  }

  private async decided(incidentKey: string, envelope: CommandEnvelope): Promise<CommandAnswer> {
    try {
      const result = await this.update(incidentWorkflowId(incidentKey), envelope);
      if (result?.code === 'FENCED') return await this.afterFence(incidentKey, envelope);
      return await this.answer(incidentWorkflowId(incidentKey), envelope, result);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return await this.withoutWorkflow(incidentKey, envelope);
      throw error;
    }
  }

  /** With what the command refers to, as it is now: what is decided then is decided by what is recorded. */
  private async completed(incidentKey: string, asked: CommandEnvelope): Promise<CommandEnvelope> {
    return await withAdoption(this.parts.openings, incidentKey, await withDigest(this.parts.revisions, incidentKey, asked));
  }

  /** What it refers to may have changed since it was decided: one that comes again has its outcome. Throws `error` where it has none. */
  private async answeredBefore(incidentKey: string, { commandId }: CommandEnvelope, error: unknown): Promise<CommandResult> {
    const start = error instanceof DomainFailure ? await this.parts.openings.find(incidentKey) : null;
    const before = resultOf(start?.snapshot?.results ?? [], commandId);
    if (before === undefined) throw error;
    return before;
  }

  /** The run that answered had been fenced off (a reset), or has just handed over: the one that goes on from the record decides. */
  private async afterFence(incidentKey: string, envelope: CommandEnvelope): Promise<CommandAnswer> {
    const start = await this.parts.openings.find(incidentKey);
    if (start !== null && start.phase !== 'INCIDENT') return await this.withoutWorkflow(incidentKey, envelope);
    const workflowId = incidentWorkflowId(incidentKey);
    const result = await this.update(workflowId, envelope);
    return await this.answer(workflowId, envelope, result);
  }

  /** null: no answer in time, or Temporal takes no update of this run. */
  private async update(workflowId: string, envelope: CommandEnvelope): Promise<CommandResult | null> {
    const { command, commandId, issuedAt, by } = envelope;
    const { kind, ...rest } = command;
    const handle = this.parts.client.workflow.getHandle(workflowId);
    const answer = handle.executeUpdate<CommandResult, [object]>(commandUpdateName(kind), {
      updateId: commandId,
      args: [{ ...rest, by, commandId, issuedAt }],
    });
    try {
      return await inTime<CommandResult | null>(answer, ANSWER_WITHIN_MS, () => null);
    } catch (error) {
      if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isRpcFailure(error)) return null;
      throw error;
    }
  }

  /** What was decided; where there was no answer the command is kept as a signal, and acts once. */
  private async answer(workflowId: string, envelope: CommandEnvelope, result: CommandResult | null): Promise<CommandAnswer> {
    if (result !== null) return answerOf(result);
    await this.parts.client.workflow.getHandle(workflowId).signal(SIGNALS.submitCommand, envelope);
    return { commandId: envelope.commandId, outcome: 'PENDING', holder: null, status: null, severity: null };
  }

  /** Temporal knows no such workflow: the incident is over, lives in the one that learns from it, or was lost and is brought back. */
  private async withoutWorkflow(incidentKey: string, envelope: CommandEnvelope): Promise<CommandAnswer> {
    const start = await this.parts.openings.find(incidentKey);
    if (start === null) throw new DomainFailure({ code: 'NOT_FOUND', detail: `there is no incident ${incidentKey}` });
    if (start.phase === 'FINISHED' && start.snapshot !== null) return judgeWithoutWorkflow(start.snapshot, envelope);
    const workflowId = start.phase === 'INCIDENT' ? incidentWorkflowId(incidentKey) : postIncidentWorkflowId(incidentKey);
    if (start.phase === 'INCIDENT') await this.parts.starter.resume(start);
    const result = await this.update(workflowId, envelope).catch(async (error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError) || start.phase === 'INCIDENT') throw error;
      await this.parts.starter.resume(start);
      return await this.update(workflowId, envelope);
    });
    return await this.answer(workflowId, envelope, result);
  }
}

function failureOf(error: unknown): unknown {
  if (error instanceof DomainFailure) return error;
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure ? new DomainFailure({ code: codeOf(cause.type), detail: cause.message }) : error;
}

const codeOf = (type: string | null | undefined): ErrorCode => ERROR_CODES.find((code) => code === type) ?? 'INTERNAL';
