import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { ask } from '../graphql.js';
import { answer, type JsonFlag } from '../output.js';
import { findServer } from '../server.js';
import { INCIDENT_FIELDS, incidentSchema } from './incident.shape.js';

export interface ActFlags extends JsonFlag {
  readonly commandId?: string;
  readonly onBehalfOf?: string;
  readonly confirm?: true;
  readonly text?: string;
  readonly reason?: string;
}

const person = z.object({ id: z.string(), name: z.string() }).nullable();
const shape = z.object({
  done: z.object({
    outcome: z.enum(['APPLIED', 'DECIDED', 'PENDING', 'ALREADY']),
    commandId: z.string(),
    holder: person,
    incident: incidentSchema,
  }),
});

export type Done = z.infer<typeof shape>['done'];

export const document = (mutation: string, input: string): string =>
  `mutation Act($input: ${input}!) { done: ${mutation}(input: $input) { outcome commandId holder { id name } incident { ${INCIDENT_FIELDS} } } }`;

/** Says that one has it: the ladder stops. */
export async function acknowledge(key: string, flags: ActFlags): Promise<void> {
  const { onBehalfOf } = flags;
  const done = await act(document('acknowledgeIncident', 'AcknowledgeIncidentInput'), {
    key,
    commandId: flags.commandId ?? randomUUID(),
    onBehalfOf,
  });
  answer(done, flags, () => acknowledgedWords(done));
}

/** Says that it is over. Refused with `ALERTS_STILL_FIRING` while alerts fire, unless confirmed. */
export async function resolve(key: string, flags: ActFlags): Promise<void> {
  const { onBehalfOf, confirm, text } = flags;
  const input = { key, commandId: flags.commandId ?? randomUUID(), onBehalfOf, confirm, text };
  const done = await act(document('resolveIncident', 'ResolveIncidentInput'), input).catch((error: unknown) => {
    throw error instanceof DomainFailure && error.error.code === 'ALERTS_STILL_FIRING'
      ? new DomainFailure({ ...error.error, hint: `If it is over all the same: tocsin incident resolve ${key} --confirm` })
      : error;
  });
  answer(done, flags, () => resolvedWords(done));
}

/** Has it go on by the handbook that runs now. */
export async function adoptPolicy(key: string, flags: ActFlags): Promise<void> {
  const { onBehalfOf, reason } = flags;
  const input = { key, commandId: flags.commandId ?? randomUUID(), onBehalfOf, reason };
  const done = await act(document('adoptEscalationPolicy', 'AdoptEscalationPolicyInput'), input);
  answer(done, flags, () => adoptedWords(done));
}

export async function act(text: string, input: { readonly commandId: string; readonly [name: string]: unknown }): Promise<Done> {
  try {
    return (await ask(findServer(), { document: text, variables: { input }, shape })).done;
  } catch (error) {
    // It may have arrived all the same; with its id it acts once.
    if (!(error instanceof DomainFailure) || error.error.code !== 'UNAVAILABLE') throw error;
    throw new DomainFailure({
      ...error.error,
      hint: `${error.error.hint ?? ''}\nTry again with --command-id ${input.commandId}: it acts once.`.trim(),
    });
  }
}

export const NOT_YET: Partial<Record<Done['outcome'], string>> = {
  DECIDED: ' (decided; the database follows)',
  PENDING: ' as soon as a worker returns: none answers now, and the command is kept',
};

function acknowledgedWords({ outcome, holder, incident: { key } }: Done): string {
  if (outcome === 'PENDING') return `${key}: acknowledged${NOT_YET.PENDING}`;
  const who = holder?.id ?? 'nobody';
  return outcome === 'ALREADY' ? `${key}: ${who} has it already` : `${key}: ${who} has it${NOT_YET[outcome] ?? ''}`;
}

function resolvedWords({ outcome, incident: { key, status } }: Done): string {
  return outcome === 'ALREADY' ? `${key}: is ${status} already` : `${key}: resolved${NOT_YET[outcome] ?? ''}`;
}

function adoptedWords({ outcome, incident: { key, handbookVersionId } }: Done): string {
  if (outcome === 'PENDING') return `${key}: adopts the running policy${NOT_YET.PENDING}`;
  if (outcome === 'ALREADY') return `${key}: goes on by version ${handbookVersionId} already, which runs`;
  return `${key}: goes on by version ${handbookVersionId}${NOT_YET[outcome] ?? ''}`;
}
