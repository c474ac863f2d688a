import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { ask } from '../graphql.js';
import { answer, type JsonFlag } from '../output.js';
import { findServer, type Server } from '../server.js';
import { POST_FIELDS, postSchema, postsOf } from './post.shape.js';

interface ActFlags extends JsonFlag {
  readonly commandId?: string;
  readonly onBehalfOf?: string;
}

interface ContentFlags extends ActFlags {
  readonly text?: string;
  readonly component?: readonly string[];
}

export interface DraftFlags extends ContentFlags {
  readonly phase: string;
}
export interface PublishFlags extends ContentFlags {
  readonly post?: string;
}
export interface DiscardFlags extends ActFlags {
  readonly post?: string;
  readonly reason?: string;
}

const shape = z.object({
  done: z.object({ outcome: z.string(), commandId: z.string(), incident: z.object({ key: z.string(), statusPosts: z.array(postSchema) }) }),
});

/** Writes a draft; without a text, the handbook's. */
export async function draft(key: string, flags: DraftFlags): Promise<void> {
  await act(findServer(), { mutation: 'draftStatusPost', done: 'drafted; nobody outside sees it yet' }, flags, {
    key,
    phase: flags.phase,
    text: flags.text,
    components: flags.component,
  });
}

/** Tells the public. */
export async function publish(key: string, flags: PublishFlags): Promise<void> {
  const server = findServer();
  const post = flags.post ?? (await newestDraft(server, key));
  const input = { key, post, text: flags.text, components: flags.component };
  await act(server, { mutation: 'publishStatusPost', done: `${post} is on its way to the public` }, flags, input);
}

/** Takes a draft away. */
export async function discard(key: string, flags: DiscardFlags): Promise<void> {
  const server = findServer();
  const post = flags.post ?? (await newestDraft(server, key));
  await act(server, { mutation: 'discardStatusPost', done: `${post} is discarded` }, flags, { key, post, reason: flags.reason });
}

async function newestDraft(server: Server, key: string): Promise<string> {
  const found = (await postsOf(server, key)).findLast(({ state }) => state === 'DRAFT');
  if (found !== undefined) return found.id;
  throw new DomainFailure({
    code: 'NOT_FOUND',
    field: 'post',
    detail: `${key} has no draft`,
    hint: `Write one: tocsin status draft ${key} --phase INVESTIGATING`,
  });
}

interface Act {
  readonly mutation: 'draftStatusPost' | 'publishStatusPost' | 'discardStatusPost';
  /** What to say when it is done. */
  readonly done: string;
}

async function act(
  server: Server,
  { mutation, done: words }: Act,
  flags: ActFlags,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation Act($input: ${type}!) { done: ${mutation}(input: $input) { outcome commandId incident { key statusPosts { ${POST_FIELDS} } } } }`;
  const variables = { input: { ...input, commandId: flags.commandId ?? randomUUID(), onBehalfOf: flags.onBehalfOf } };
  const { done } = await ask(server, { document, variables, shape });
  const said = { ALREADY: 'it is so already', PENDING: 'kept: it acts once as soon as a worker returns' }[done.outcome] ?? words;
  answer(done, flags, () => `${done.incident.key}: ${said}`);
}
