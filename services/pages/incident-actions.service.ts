import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { type DomainError, DomainFailure } from '../../domain/error.js';
import { askedFor } from '../../domain/incidents/asked-for.js';
import type { CommandKind, PersonCommand } from '../../domain/incidents/incident-command.model.js';
import { err, ok, type Result } from '../../domain/result.js';
import type { CommandAnswer } from '../orchestration/incident-commands.port.js';
import { commandOf, formInputOf } from './command-input.js';
import { textOf } from './form-text.js';
import type { IncidentFacts } from './incident-page.model.js';
import { isOver } from './notices.js';
import { declineOf, LINK_KINDS } from './page-actions.js';
import type { FormInput } from './page-context.js';
import type { PagesDependencies } from './pages.ports.js';
import { actorOf, type PageViewer } from './viewer.js';

export interface Press {
  readonly key: string;
  readonly kind: CommandKind;
  readonly viewer: PageViewer;
  readonly input: FormInput;
  readonly commandId: string;
}

const UNKNOWN_FATE: DomainError = {
  code: 'UNAVAILABLE',
  detail: 'it is not known whether this was done',
  hint: 'Press again: the same press acts once.',
};

/** What a POST says, as a command that acts once however often it is pressed. */
export function pressOf(request: { readonly body: unknown }, target: Pick<Press, 'key' | 'kind' | 'viewer'>): Press {
  const input = formInputOf(request.body);
  const offered = textOf(input, 'commandId');
  const isOurs = /^[\w-]{8,100}$/.test(offered) && offered.endsWith(`-${target.kind}`);
  return { ...target, input, commandId: isOurs ? offered : `post-${randomBytes(12).toString('base64url')}-${target.kind}` };
}

/** Hands commands on. Judges only who may send them; what they do is the incident's decision. */
export class IncidentActions {
  private readonly logger = new Logger(IncidentActions.name);
  constructor(private readonly deps: Pick<PagesDependencies, 'commands' | 'clock' | 'handbooks' | 'verified'>) {}

  /** `stale`: a link to something that is over acts not. Errors: whatever the incident refuses, `FORBIDDEN`, `UNAVAILABLE`. */
  async press(press: Press, facts: IncidentFacts | null): Promise<Result<CommandAnswer | 'stale', DomainError>> {
    const allowed = judged(press);
    if (!allowed.ok) return allowed;
    void this.noted(press);
    const stranger = await this.strangerIn(allowed.value);
    if (stranger !== null)
      return err({ code: 'UNKNOWN_PERSON', detail: `the handbook knows no ${stranger}`, hint: 'Name people by their ids.' });
    if (press.viewer.kind === 'LINK' && facts !== null && isOver(facts)) return ok('stale');
    try {
      const envelope = { commandId: press.commandId, issuedAt: this.deps.clock.now(), by: actorOf(press.viewer), command: allowed.value };
      return ok(await this.deps.commands.execute(press.key, envelope));
    } catch (error) {
      if (error instanceof DomainFailure) return err(error.error);
      this.logger.error(`${press.kind} on ${press.key}: ${error instanceof Error ? error.message : 'failed'}`);
      return err(UNKNOWN_FATE);
    }
  }

  /** What was sent over this method arrived, whatever becomes of the command, which does not wait for this. */
  private async noted({ key: incidentKey, viewer }: Press): Promise<void> {
    const proof = (viewer.kind === 'LINK' ? viewer : viewer.cameBy)?.claims.proof;
    if (proof === undefined) return;
    try {
      await this.deps.verified.note({ person: viewer.person, proof, incidentKey, at: this.deps.clock.now() });
    } catch (error) {
      this.logger.warn(`${viewer.person} answered over ${proof.method}, which could not be noted: ${String(error)}`);
    }
  }

  /** Somebody whom the handbook does not know would never be paged; a handbook that cannot be read stops nobody. */
  private async strangerIn(command: PersonCommand): Promise<string | null> {
    const asked = askedFor(command);
    if (asked.length === 0) return null;
    const people = await this.deps.handbooks.current().then(
      (found) => found?.handbook.people,
      () => undefined,
    );
    return people === undefined ? null : (asked.find((id) => !Object.hasOwn(people, id)) ?? null);
  }
}

function judged({ kind, viewer, input }: Press): Result<PersonCommand, DomainError> {
  const isAllowed = viewer.kind === 'LINK' ? LINK_KINDS.includes(kind) : viewer.canRespond;
  if (!isAllowed) {
    const detail = viewer.kind === 'LINK' ? 'a link acknowledges and declines, nothing else' : 'you may read incidents, not change them';
    return err({
      code: 'FORBIDDEN',
      detail,
      hint: viewer.kind === 'LINK' ? 'sign in to do more' : 'ask an administrator for the responder role',
    });
  }
  const command = commandOf(kind, input);
  return command.ok && kind === 'decline' ? ok({ ...command.value, ...declineOf(viewer) }) : command;
}
