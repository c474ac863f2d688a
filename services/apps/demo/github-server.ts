import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../config/clock.js';
import { createIssues, type GithubIssue, type IssueStore, type WantedIssue } from './github-issues.js';

export type { GithubIssue } from './github-issues.js';

export interface GithubRequest {
  readonly method: string;
  /** Below the repository: empty, `/issues` or `/labels`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authorization: string;
}

/** How one request goes wrong: another answer than GitHub's, or the right effect without its whole answer. */
export type GithubFault =
  | { readonly answer: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string } }
  | { readonly effect: 'DONE' | 'NONE'; readonly ending: 'HANGS' | 'RESETS' | 'BREAKS_OFF' };

export interface GithubServer {
  /** The base URL of its API. */
  readonly url: string;
  readonly port: number;
  readonly repository: string;
  readonly token: string;
  readonly issues: readonly GithubIssue[];
  readonly requests: readonly GithubRequest[];
  /** What somebody creates by hand. */
  add(issue: WantedIssue): void;
  close(): Promise<void>;
}

export interface GithubServerOptions {
  readonly port?: number;
  /** Asked for each request that is let in. */
  readonly fault?: (request: GithubRequest) => GithubFault | undefined;
}

const REPOSITORY = 'escrow-example/operations';
const TOKEN = 'github_pat_of_the_loopback_server';
const LOOPBACK = '127.0.0.1';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

const say = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: JSON.stringify(body),
});

/** A server on loopback that speaks as much of GitHub's REST API as filing issues needs, with GitHub's limits and refusals. */
export async function startGithub(options: GithubServerOptions = {}): Promise<GithubServer> {
  const requests: GithubRequest[] = [];
  const server = createServer((incoming, reply) => {
    void serve(incoming, reply).catch(() => reply.destroy());
  });
  await new Promise<void>((ready) => server.listen(options.port ?? 0, LOOPBACK, ready));
  const { port } = server.address() as AddressInfo;
  const url = `http://${LOOPBACK}:${port}`;
  const store = createIssues({
    pageOf: (number) => `${url}/${REPOSITORY}/issues/${number}`,
    now: systemClock.now,
  });

  const serve = async (incoming: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const request = await requestOf(incoming, url);
    requests.push(request);
    const fault = options.fault?.(request);
    if (fault === undefined) return finish(reply, answerTo(store, request));
    if ('answer' in fault) return finish(reply, { body: '', ...fault.answer });
    const answer = fault.effect === 'DONE' ? answerTo(store, request) : null;
    if (fault.ending === 'RESETS') reply.destroy();
    if (fault.ending === 'BREAKS_OFF') breakOff(reply, answer?.body ?? '{"number":');
  };

  return {
    url,
    port,
    repository: REPOSITORY,
    token: TOKEN,
    issues: store.all,
    requests,
    add: (issue) => void store.create(issue),
    close: () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      return closed;
    },
  };
}

const finish = (reply: ServerResponse, { status, headers, body }: Answer): void =>
  void reply.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(body);

/** Half of what was announced. */
function breakOff(reply: ServerResponse, body: string): void {
  reply.writeHead(201, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  reply.write(body.slice(0, Math.ceil(body.length / 2)), () => reply.destroy());
}

async function requestOf(incoming: IncomingMessage, url: string): Promise<GithubRequest> {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', url);
  const root = `/repos/${REPOSITORY}`;
  return {
    method: incoming.method ?? '',
    path: pathname.startsWith(root) ? pathname.slice(root.length) : pathname,
    query: searchParams,
    body: await text(incoming),
    authorization: incoming.headers.authorization ?? '',
  };
}

function answerTo(store: IssueStore, { method, path, query, body, authorization }: GithubRequest): Answer {
  const page = /^\/[\w.-]+\/[\w.-]+\/issues\/(\d+)$/.exec(path)?.[1];
  if (method === 'GET' && page !== undefined) return pageOf(store, Number(page));
  if (authorization !== `Bearer ${TOKEN}`) return say(401, { message: 'Bad credentials' });
  switch (`${method} ${path}`) {
    case 'GET ':
      return say(200, { full_name: REPOSITORY, private: true, archived: false, has_issues: true });
    case 'POST /labels':
      return store.addLabel(body) === 'ADDED' ? say(201, {}) : invalid({ resource: 'Label', code: 'already_exists', field: 'name' });
    case 'GET /issues':
      return listed(store, query);
    case 'POST /issues':
      return created(store, body);
    default:
      return say(404, { message: 'Not Found' });
  }
}

const invalid = (error: object): Answer => say(422, { message: 'Validation Failed', errors: [error] });

function created(store: IssueStore, body: string): Answer {
  const made = store.create(JSON.parse(body) as WantedIssue);
  return 'wrong' in made ? invalid({ resource: 'Issue', code: 'invalid', field: made.wrong }) : say(201, made);
}

function listed(store: IssueStore, query: URLSearchParams): Answer {
  const { issues, hasMore } = store.list(query);
  if (!hasMore) return say(200, issues);
  const next = new URLSearchParams(query);
  next.set('page', String(Number(query.get('page') ?? 1) + 1));
  return say(200, issues, { link: `<https://api.github.com/repositories/1/issues?${next.toString()}>; rel="next"` });
}

/** What a person sees of an issue, as plain text: nothing in it is run. */
function pageOf(store: IssueStore, number: number): Answer {
  const issue = store.all.find((one) => one.number === number);
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  if (issue === undefined) return { status: 404, headers, body: 'no such issue\n' };
  return {
    status: 200,
    headers,
    body: `#${number} ${issue.title}\n[${issue.labels.map((label) => label.name).join('] [')}]\n\n${issue.body}`,
  };
}
