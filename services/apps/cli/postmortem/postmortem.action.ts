import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { ask } from '../graphql.js';
import { harmlessText } from '../harmless.js';
import { type LearnFlags, learn, learntWords } from '../learn.js';
import { answer, facts, type JsonFlag } from '../output.js';
import { findServer } from '../server.js';
import { stamp } from '../times.js';
import { textsOf } from './postmortem-texts.js';

export type { LearnFlags } from '../learn.js';

export interface EditFlags extends JsonFlag {
  readonly file: string;
  readonly basedOn?: number;
  readonly onBehalfOf?: string;
}

export interface PublishFlags extends LearnFlags {
  readonly revision?: number;
  readonly nothingToDo?: string;
}

const person = z.object({ id: z.string() }).nullable();
const shape = z.object({
  incident: z
    .object({
      key: z.string(),
      status: z.string(),
      closeGate: z.object({ met: z.boolean(), missing: z.array(z.object({ detail: z.string() })) }),
      postmortem: z
        .object({
          status: z.string(),
          owner: person,
          dueAt: z.string().nullable(),
          revision: z.number(),
          text: z.string().nullable(),
          author: person,
          publishedRevision: z.number().nullable(),
          publishedText: z.string().nullable(),
          publishedAt: z.string().nullable(),
        })
        .nullable(),
    })
    .nullable(),
});

type Found = NonNullable<z.infer<typeof shape>['incident']>;
type Postmortem = NonNullable<Found['postmortem']>;

const DOCUMENT = `query Postmortem($key: ID!) { incident(key: $key) { key status closeGate { met missing { detail } }
  postmortem { status owner { id } dueAt revision text author { id } publishedRevision publishedText publishedAt } } }`;

/** What is published of it and what was written since, and what still holds the incident open. */
export async function show(key: string, flags: JsonFlag): Promise<void> {
  const found = await read(key);
  answer(found, flags, () => `${headOf(found)}\n\n${harmlessText(textsOf(found.postmortem))}`);
}

function headOf({ status, closeGate, postmortem }: Found & { readonly postmortem: Postmortem }): string {
  const { owner, dueAt, revision, author, publishedRevision, publishedAt } = postmortem;
  return facts([
    ['incident', status],
    ['postmortem', postmortem.status],
    ['owner', owner?.id ?? ''],
    ['due', dueAt === null ? '' : stamp(dueAt)],
    ['revision', `${revision} by ${author?.id ?? 'Tocsin'}`],
    ['published', publishedAt === null ? '' : `revision ${publishedRevision} at ${stamp(publishedAt)}`],
    ['missing', status === 'POST_INCIDENT' ? closeGate.missing.map(({ detail }) => detail).join('; ') : ''],
  ]);
}

/** The next revision. */
export async function edit(key: string, flags: EditFlags): Promise<void> {
  const basedOn = flags.basedOn ?? (await read(key)).postmortem.revision;
  const input = { key, basedOn, text: textIn(flags.file), onBehalfOf: flags.onBehalfOf };
  const edited = z.object({ editPostmortem: z.object({ revision: z.number() }) });
  const document = 'mutation Edit($input: EditPostmortemInput!) { editPostmortem(input: $input) { revision } }';
  const { editPostmortem } = await ask(findServer(), { document, variables: { input }, shape: edited });
  answer(editPostmortem, flags, () => `${key}: revision ${editPostmortem.revision} is written`);
}

const STANDARD_INPUT = 0;

function textIn(file: string): string {
  try {
    return readFileSync(file === '-' ? STANDARD_INPUT : file, 'utf8');
  } catch (error) {
    const detail = `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    throw new DomainFailure({ code: 'INVALID_INPUT', field: 'file', detail });
  }
}

/** The newest revision, unless another one is named. */
export async function publish(key: string, flags: PublishFlags): Promise<void> {
  const revision = flags.revision ?? (await read(key)).postmortem.revision;
  const done = await learn('PublishPostmortem', flags, { key, revision, noFollowUpsBecause: flags.nothingToDo });
  answer(done, flags, () => learntWords(done, `revision ${revision} is published`));
}

export async function assign(key: string, flags: LearnFlags & { readonly to: string }): Promise<void> {
  const done = await learn('AssignPostmortem', flags, { key, to: flags.to });
  answer(done, flags, () => learntWords(done, `${flags.to} writes the postmortem`));
}

async function read(key: string): Promise<Found & { readonly postmortem: Postmortem }> {
  const { incident } = await ask(findServer(), { document: DOCUMENT, variables: { key }, shape });
  if (incident === null) throw new DomainFailure({ code: 'NOT_FOUND', field: 'key', detail: `there is no incident ${key}` });
  const { postmortem } = incident;
  if (postmortem !== null) return { ...incident, postmortem };
  const hint = 'one is drafted when the reopen window ends, if the severity asks for it';
  throw new DomainFailure({ code: 'NO_POSTMORTEM', detail: `${key} has no postmortem`, hint });
}
