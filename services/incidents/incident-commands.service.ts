import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import { askedFor } from '../../domain/incidents/asked-for.js';
import type { Actor } from '../../domain/incidents/incident.model.js';
import type { PersonCommand } from '../../domain/incidents/incident-command.model.js';
import type { Viewer } from '../access/access.model.js';
import { systemClock } from '../config/clock.js';
import type { CommandAnswer, DeclareRequest, IncidentCommands } from '../orchestration/incident-commands.port.js';
import { INCIDENT_COMMANDS } from '../orchestration/tokens.js';
import { actorOf, sightOf } from './acting.js';
import { judgeTexts } from './command-limits.js';
import { DirectoryService } from './directory.service.js';
import type { IncidentView } from './incident.view.js';
import { IncidentsService } from './incidents.service.js';

export interface CommandRequest {
  readonly key: string;
  /** The same id acts once, however often it arrives; absent: a new one. */
  readonly commandId?: string | undefined;
  readonly onBehalfOf?: string | undefined;
}

export interface CommandOutcome {
  readonly incident: IncidentView;
  readonly outcome: CommandAnswer['outcome'];
  readonly holder: string | null;
  readonly commandId: string;
}

export type DeclareDraft = Omit<DeclareRequest, 'by'> & { readonly onBehalfOf?: string | undefined };

/** What people tell incidents to do, within what they may see. */
@Injectable()
export class IncidentCommandsService {
  constructor(
    @Inject(INCIDENT_COMMANDS) private readonly commands: IncidentCommands,
    private readonly incidents: IncidentsService,
    private readonly directory: DirectoryService,
  ) {}

  /** The answer, and the incident as it is afterwards. Throws what the incident refuses, and `NOT_FOUND` for one out of sight. */
  async execute(viewer: Viewer, request: CommandRequest, command: PersonCommand): Promise<CommandOutcome> {
    const by = actorOf(viewer, request.onBehalfOf);
    const commandId = request.commandId ?? randomUUID();
    judgeTexts({ ...command, commandId });
    await this.judgePeople([...(by.tool === undefined ? [] : [by.person]), ...askedFor(command)]);
    const sight = sightOf(viewer, by);
    await this.seen(sight, request.key);
    const envelope = { commandId: ownId(by, command, commandId), issuedAt: systemClock.now(), by, command };
    const answer = await this.commands.execute(request.key, envelope);
    const incident = await this.seen(sight, request.key);
    return { incident, outcome: answer.outcome, holder: answer.holder, commandId };
  }

  /** Starts an incident; the same `dedupKey` again answers the first one. */
  async declare(viewer: Viewer, draft: DeclareDraft): Promise<{ readonly incident: IncidentView; readonly created: boolean }> {
    const { onBehalfOf, ...request } = draft;
    const by: Actor = actorOf(viewer, onBehalfOf);
    judgeTexts({ title: request.title, dedupKey: request.dedupKey });
    if (by.tool !== undefined) await this.judgePeople([by.person]);
    const { incidentKey, created } = await this.commands.declare({ ...request, by });
    return { incident: await this.seen(sightOf(viewer, by), incidentKey), created };
  }

  /** Somebody whom the handbook does not know can neither be paged nor hold anything. Throws `UNKNOWN_PERSON`. */
  private async judgePeople(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.directory.current();
    const stranger = ids.find((id) => this.directory.person(id) === undefined);
    if (stranger === undefined) return;
    const detail = `the handbook knows no person ${stranger.slice(0, 40)}`;
    throw new DomainFailure({ code: 'UNKNOWN_PERSON', detail, hint: 'name people by their ids in the handbook' });
  }

  private async seen(sight: ReturnType<typeof sightOf>, key: string): Promise<IncidentView> {
    const found = await this.incidents.find(sight, key);
    if (found === null) throw new DomainFailure(notFound(key));
    return found;
  }
}

/** Clients choose ids freely: one person's id, or another command's, must never be answered with this one's result. */
const ownId = (by: Actor, { kind }: PersonCommand, commandId: string): string => `${by.person}/${kind}/${commandId}`;

const notFound = (key: string) =>
  ({ code: 'NOT_FOUND', field: 'key', detail: `there is no incident ${key.slice(0, 40)}`, hint: 'keys look like INC-1042' }) as const;
