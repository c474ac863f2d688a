import { Injectable } from '@nestjs/common';
import type { CommandKind, PersonCommand } from '../../domain/incidents/incident-command.model.js';
import type { Viewer } from '../../services/access/access.model.js';
import { DirectoryService } from '../../services/incidents/directory.service.js';
import { IncidentCommandsService } from '../../services/incidents/incident-commands.service.js';
import { personOf } from '../handbook/directory.view.js';
import type { CommandInput } from './command.input.js';

/** An input type has exactly the fields of its command; the compiler checks it at each resolver. */
type InputOf<K extends CommandKind> = CommandInput & Nullable<Omit<Extract<PersonCommand, { kind: K }>, 'kind'>>;
type Nullable<T> = { readonly [P in keyof T]: undefined extends T[P] ? T[P] | null : T[P] };

/** From a mutation's input to the command and back. */
@Injectable()
export class CommandRunner {
  constructor(
    private readonly commands: IncidentCommandsService,
    private readonly directory: DirectoryService,
  ) {}

  async run<K extends CommandKind>(viewer: Viewer, kind: K, input: InputOf<K>) {
    const { key, commandId, onBehalfOf, ...rest } = input;
    await this.directory.current();
    const request = { key, commandId: commandId ?? undefined, onBehalfOf: onBehalfOf ?? undefined };
    const answer = await this.commands.execute(viewer, request, { kind, ...withoutNulls(rest) } as unknown as PersonCommand);
    return { ...answer, holder: answer.holder === null ? null : personOf(this.directory, answer.holder) };
  }
}

/** GraphQL's null means: not said. */
const withoutNulls = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
