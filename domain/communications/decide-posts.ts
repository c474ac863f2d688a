import type { DomainError } from '../error.js';
import { POST_PHASES } from '../handbook/handbook.model.js';
import { keepHold } from '../incidents/decide-holding.js';
import { already, type Decided, type Draft, refused } from '../incidents/draft.js';
import { type Actor, type Incident, isPast } from '../incidents/incident.model.js';
import { err } from '../result.js';
import { recordApproval, recordDraft, sufferers } from './keep-page-in-step.js';
import { MAX_POST_TEXT, MAX_POSTS, type StatusPageState, type StatusPost } from './status-page.model.js';
import type { StatusPostCommand, StatusPostSettled } from './status-post-command.model.js';

type Given<K extends StatusPostCommand['kind']> = Extract<StatusPostCommand, { kind: K }> & { readonly by: Actor };

/** Writes a post that nobody sees yet. Guide: G2.5 */
export function draftStatusPost(draft: Draft, command: Given<'draftStatusPost'>): Decided {
  const incident = draft.incident();
  const page = incident.statusPage;
  const problem = untellable(incident) ?? wrongIn(command, page);
  if (page === undefined || problem !== null) return err(problem ?? NO_PAGE);
  if (!POST_PHASES.includes(command.phase)) return invalid('phase', `phase must be one of ${POST_PHASES.join(', ')}`);
  if ((command.components ?? sufferers(page)).length === 0) return invalid('components', 'name the components that suffer');
  if (page.posts.length >= MAX_POSTS) return refused('LIMIT_EXCEEDED', `an incident has at most ${MAX_POSTS} status posts`);
  const { phase, by, text, components } = command;
  recordDraft(draft, {
    phase,
    by,
    ...(text === undefined ? {} : { text: text.trim() }),
    ...(components === undefined ? {} : { components }),
  });
  keepHold(draft, by.person);
  return draft.applied();
}

/** Sends a draft to the public page. Only a proven person does, and only what a person has classified. Guide: G2.5 */
export function publishStatusPost(draft: Draft, command: Given<'publishStatusPost'>): Decided {
  const incident = draft.incident();
  const problem = untellable(incident);
  if (problem !== null) return err(problem);
  if (!command.by.verified) return refused('UNVERIFIED_ACTOR', 'telling the public needs a signed-in person');
  if (!incident.severityConfirmed) return refused('NOT_CLASSIFIED', `nobody has classified ${incident.key} yet`, 'classify it first');
  const post = postOf(incident, command.post);
  if (post === undefined) return noSuchPost(command.post);
  if (post.state !== 'DRAFT') return already;
  const wrong = wrongIn(command, incident.statusPage);
  if (wrong !== null) return err(wrong);
  const { text = post.text, components = post.components } = command;
  recordApproval(draft, { id: post.id, text: text.trim(), components }, command.by);
  keepHold(draft, command.by.person);
  return draft.applied();
}

/** A draft that the public is not to read. What is on the page stays: tell what has changed in another post. */
export function discardStatusPost(draft: Draft, command: Given<'discardStatusPost'>): Decided {
  const incident = draft.incident();
  const problem = untellable(incident);
  if (problem !== null) return err(problem);
  const post = postOf(incident, command.post);
  if (post === undefined) return noSuchPost(command.post);
  if (post.state !== 'DRAFT') return refused('CONFLICT', `${post.id} is public`, 'publish another post that puts it right');
  draft.record({ type: 'StatusPostDiscarded', post: post.id, by: command.by, reason: command.reason?.trim() || null });
  keepHold(draft, command.by.person);
  return draft.applied();
}

/** The page has taken a post, or refused it for good. */
export function statusPostSettled(draft: Draft, { post: id, outcome }: StatusPostSettled): Decided {
  const post = postOf(draft.incident(), id);
  if (post?.state !== 'PUBLISHING') return already;
  if (outcome.status === 'PUBLISHED') draft.record({ type: 'StatusPostPublished', post: id, receipt: outcome.receipt });
  else draft.record({ type: 'StatusPostFailed', post: id, code: outcome.code, reason: outcome.reason });
  return draft.applied();
}

const postOf = ({ statusPage }: Incident, id: string): StatusPost | undefined => statusPage?.posts.find((post) => post.id === id);

const NO_PAGE: DomainError = {
  code: 'NO_STATUS_PAGE',
  detail: 'this incident is not told on the status page: its handbook has none, or it is a test',
};

/** Why nothing of this incident is ever told. Restricted comes first: not even whether there is a page is said. */
function untellable(incident: Incident): DomainError | null {
  if (incident.visibility === 'RESTRICTED')
    return { code: 'RESTRICTED_INCIDENT', detail: 'a restricted incident is never told to the public' };
  if (incident.statusPage === undefined) return NO_PAGE;
  return isPast(incident) ? { code: 'INCIDENT_CLOSED', detail: `${incident.key} is ${incident.status}` } : null;
}

interface Content {
  readonly text?: string;
  readonly components?: readonly string[];
}

function wrongIn({ text, components }: Content, page: StatusPageState | undefined): DomainError | null {
  if (text !== undefined && (text.trim() === '' || text.length > MAX_POST_TEXT))
    return { code: 'INVALID_INPUT', field: 'text', detail: `text must have 1 to ${MAX_POST_TEXT} characters` };
  const known = page?.plan.components ?? [];
  const stranger = components?.find((id) => !known.some((one) => one.id === id));
  if (stranger !== undefined)
    return { code: 'INVALID_INPUT', field: 'components', detail: `the status page has no component ${stranger.slice(0, 64)}` };
  if (components !== undefined && (components.length === 0 || new Set(components).size !== components.length))
    return { code: 'INVALID_INPUT', field: 'components', detail: 'components must name at least one, and each once' };
  return null;
}

const invalid = (field: string, detail: string): Decided => err({ code: 'INVALID_INPUT', field, detail });

const noSuchPost = (id: string): Decided =>
  err({ code: 'NOT_FOUND', field: 'post', detail: `there is no status post ${id.slice(0, 80)}`, hint: 'posts look like INC-1042/post/1' });
