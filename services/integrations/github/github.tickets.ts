import { z } from 'zod';
import type { TicketRequest, TicketResult, TicketSearch, TicketTracker } from '../../../activities/ports/ticket-tracker.port.js';
import { SECOND_MS } from '../../../domain/instant.js';
import { type Clock, monotonicMs, systemClock } from '../../config/clock.js';
import { createGithubApi, type GithubApi, type GithubOptions } from './github-api.js';
import { type Issue, issueSchema, parsed, type Refusal, ticketOf, UNREADABLE, type Unsuccessful, unsuccessful } from './github-reply.js';
import { issueBody, issueTitle, markerOf } from './issue-text.js';

export interface GithubTicketsOptions extends GithubOptions {
  readonly clock?: Clock;
}

/** Every issue that we file carries it; by it we find our own. */
export const OUR_LABEL = 'tocsin';
const LABEL = { name: OUR_LABEL, color: 'b60205', description: 'Filed by Tocsin' };

/** A listing that takes longer is broken off, and begun again by the next attempt. */
const LISTING_MS = 15 * SECOND_MS;
/** 1 000 issues of ours since one intent: something else is wrong, and a person has to look. */
const MOST_PAGES = 100;

/**
 * Tickets as issues of one GitHub repository, over its REST API. An issue of ours carries our label and, unseen, its key; it is
 * found again by listing that label since the intent, newest first, never by search, whose index is minutes behind.
 * Before the first issue the label is made, which also proves that the token may label: an issue without it would not be found again.
 */
export function createGithubTickets(options: GithubTicketsOptions): TicketTracker {
  const api = createGithubApi(options);
  const clock = options.clock ?? systemClock;
  let isLabelThere = false;

  const ensureLabel = async (): Promise<Unsuccessful | null> => {
    if (isLabelThere) return null;
    const failure = await makeLabel(api, clock);
    isLabelThere = failure === null;
    return failure;
  };

  return {
    kind: 'github',
    find: (request, since) => findIssue(api, clock, { request, since }),
    create: async (request) => {
      const marker = markerOf(request.key);
      if (marker === undefined) return INVALID_KEY;
      const failure = await ensureLabel();
      if (failure !== null) return failure.status === 'REFUSED' ? failure : { ...failure, left: 'NOTHING' };
      return await createIssue(api, clock, { request, marker });
    },
  };
}

const INVALID_KEY: Refusal = { status: 'REFUSED', code: 'INVALID_KEY', reason: 'the key of the request cannot be a marker' };

/** Makes our label where it is missing; null when it is there. GitHub checks that we may before it says that it exists. */
export async function makeLabel(api: GithubApi, clock: Clock): Promise<Unsuccessful | null> {
  const answer = await api.post('/labels', LABEL);
  if (answer.ok && (answer.value.status === 201 || isAlreadyThere(answer.value))) return null;
  return unsuccessful(answer, clock.now());
}

const complaintSchema = z.object({ errors: z.array(z.object({ code: z.string().optional(), field: z.string().optional() })).optional() });
type Reply = Parameters<typeof parsed>[0];

const complains = (
  reply: Reply,
  about: (error: { readonly code?: string | undefined; readonly field?: string | undefined }) => boolean,
): boolean => reply.status === 422 && (parsed(reply, complaintSchema)?.errors ?? []).some(about);

const isAlreadyThere = (reply: Reply): boolean => complains(reply, ({ code }) => code === 'already_exists');

async function createIssue(
  api: GithubApi,
  clock: Clock,
  { request, marker }: { readonly request: TicketRequest; readonly marker: string },
): Promise<TicketResult> {
  const issue = { title: issueTitle(request.title), body: issueBody(request.body, marker), labels: labelsOf(request) };
  const { assignee } = request;
  const first = await api.post('/issues', assignee === undefined ? issue : { ...issue, assignees: [assignee] });
  const knowsNot = first.ok && assignee !== undefined && complains(first.value, ({ field }) => field === 'assignees');
  const answer = knowsNot ? await api.post('/issues', issue) : first;
  if (!answer.ok || answer.value.status !== 201) return unsuccessful(answer, clock.now());
  const created = parsed(answer.value, issueSchema);
  return created === undefined ? UNREADABLE : { status: 'FILED', ...ticketOf(created) };
}

/** A label of GitHub has 50 characters at most, and no comma where it is to be listed by. */
const labelsOf = ({ labels }: TicketRequest): readonly string[] => [
  ...new Set([
    OUR_LABEL,
    ...labels
      .map((label) =>
        label
          .replace(/[^\p{L}\p{N} _./:-]/gu, '')
          .trim()
          .slice(0, 50),
      )
      .filter((label) => label !== ''),
  ]),
];

async function findIssue(
  api: GithubApi,
  clock: Clock,
  { request, since }: { readonly request: TicketRequest; readonly since: number },
): Promise<TicketSearch> {
  const marker = markerOf(request.key);
  if (marker === undefined) return INVALID_KEY;
  const until = monotonicMs() + LISTING_MS;
  let found: Issue | undefined;
  let query: string | null = firstPage(since);
  for (let page = 1; query !== null; page += 1) {
    if (page > MOST_PAGES)
      return { status: 'REFUSED', code: 'TOO_MANY_ISSUES', reason: `more than ${MOST_PAGES} pages of issues to look through` };
    if (monotonicMs() > until) return { status: 'RETRY', code: 'TIMEOUT', reason: 'the issues could not be listed in time' };
    const answer = await api.get(`/issues?${query}`);
    const issues = answer.ok && answer.value.status === 200 ? parsed(answer.value, z.array(issueSchema)) : undefined;
    if (!answer.ok || issues === undefined) return unsuccessful(answer, clock.now());
    // A copy of the text made by hand carries the marker too: the first one is ours.
    found = issues.findLast((issue) => issue.pull_request === undefined && (issue.body ?? '').includes(marker)) ?? found;
    query = issues.some((issue) => Date.parse(issue.created_at) < since) ? null : nextPage(answer.value.headers['link']);
  }
  return found === undefined ? { status: 'NONE' } : { status: 'FOUND', ticket: ticketOf(found) };
}

/** Ten issues of the longest bodies fit into what of a reply is read. */
const firstPage = (since: number): string =>
  new URLSearchParams({
    labels: OUR_LABEL,
    state: 'all',
    since: new Date(since).toISOString(),
    sort: 'created',
    direction: 'desc',
    per_page: '10',
  }).toString();

/** The query of the next page, by number or by cursor as GitHub likes; never its host, which would get our token. */
function nextPage(link: string | undefined): string | null {
  const next = /<([^<>]{1,4000})>;\s*rel="next"/.exec(link ?? '')?.[1];
  return next !== undefined && URL.canParse(next) ? new URL(next).search.slice(1) : null;
}
