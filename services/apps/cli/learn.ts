import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DomainFailure } from '../../../domain/error.js';
import { ask } from './graphql.js';
import type { JsonFlag } from './output.js';
import { findServer } from './server.js';

export interface LearnFlags extends JsonFlag {
  readonly commandId?: string;
  readonly onBehalfOf?: string;
}

const shape = z.object({
  done: z.object({
    outcome: z.enum(['APPLIED', 'DECIDED', 'PENDING', 'ALREADY']),
    commandId: z.string(),
    incident: z.object({ key: z.string(), status: z.string(), followUps: z.array(z.object({ number: z.number() })) }),
  }),
});

export type Learnt = z.infer<typeof shape>['done'];

/** Tells an incident something about what is to be learnt from it; the same `commandId` acts once. `AddFollowUp` is posted to `addFollowUp`. */
export async function learn(what: string, flags: LearnFlags, rest: Readonly<Record<string, unknown>>): Promise<Learnt> {
  const mutation = `${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  const document = `mutation Learn($input: ${what}Input!) {
    done: ${mutation}(input: $input) { outcome commandId incident { key status followUps { number } } }
  }`;
  const input = { ...rest, commandId: flags.commandId ?? randomUUID(), onBehalfOf: flags.onBehalfOf };
  try {
    return (await ask(findServer(), { document, variables: { input }, shape })).done;
  } catch (error) {
    if (!(error instanceof DomainFailure) || error.error.code !== 'UNAVAILABLE') throw error;
    // It may have arrived all the same; with its id it acts once.
    const hint = `${error.error.hint ?? ''}\nTry again with --command-id ${input.commandId}: it acts once.`.trim();
    throw new DomainFailure({ ...error.error, hint });
  }
}

const NOT_YET: Partial<Record<Learnt['outcome'], string>> = {
  DECIDED: ' (decided; the database follows)',
  PENDING: ' as soon as a worker returns: none answers now, and the command is kept',
};

/** `INC-1042: follow-up 2 is done; it is CLOSED`. */
export function learntWords({ outcome, incident: { key, status } }: Learnt, what: string): string {
  if (outcome === 'ALREADY') return `${key}: it was so already`;
  return `${key}: ${what}${NOT_YET[outcome] ?? `; it is ${status}`}`;
}
