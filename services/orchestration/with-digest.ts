import { DomainFailure } from '../../domain/error.js';
import type { CommandEnvelope } from '../../domain/incidents/incident-command.model.js';
import type { PostmortemRevisionsRepository } from '../persistence/postmortem-revisions.repository.js';

/**
 * A publication carries the digest of what is published, so that the record says which text it was. Nobody publishes what they have
 * not read: only the newest revision can be. Throws `NOT_FOUND`, `CONFLICT`. Every other command stays as it is.
 */
export async function withDigest(
  revisions: Pick<PostmortemRevisionsRepository, 'newest'>,
  incidentKey: string,
  envelope: CommandEnvelope,
): Promise<CommandEnvelope> {
  const { command } = envelope;
  if (command.kind !== 'publishPostmortem') return envelope;
  const newest = await revisions.newest(incidentKey);
  // Without any, the incident itself says what it lacks.
  if (newest === null) return envelope;
  const { revision } = command;
  if (revision > newest.revision)
    throw new DomainFailure({ code: 'NOT_FOUND', field: 'revision', detail: `there is no revision ${revision}` });
  if (revision === newest.revision) return { ...envelope, command: { ...command, digest: newest.digest } };
  const detail = `revision ${newest.revision} is the newest, not ${revision}`;
  throw new DomainFailure({ code: 'CONFLICT', field: 'revision', detail, hint: 'read it, then publish it' });
}
