import { type GithubFault, type GithubRequest, type GithubServer, startGithub } from '../../services/apps/demo/github-server.js';
import { createGithubTickets } from '../../services/integrations/github/github.tickets.js';
import { startWebhookReceiver } from '../support/receivers.js';
import { PATIENCE_MS } from './limits.js';
import { BUSY_FOR_MS, type TicketServer, type Trouble, ticketRequest, ticketTrackerContract } from './ticket-tracker.contract.js';

const policy = { alsoAllow: ['loopback'] } as const;
const REPOSITORY = 'escrow-example/operations';
const TOKEN = 'github_pat_of_the_loopback_server';

const connect = (url: string, timeoutMs = PATIENCE_MS, clock = { now: Date.now }) =>
  createGithubTickets({ baseUrl: url, repository: REPOSITORY, token: TOKEN, policy, timeoutMs, clock });

const FAULTS: Readonly<Record<Trouble, GithubFault>> = {
  KNOWS_NO_SUCH_TOKEN: { answer: { status: 401, body: '{"message":"Bad credentials"}' } },
  KNOWS_NO_SUCH_PROJECT: { answer: { status: 404, body: '{"message":"Not Found"}' } },
  FORBIDS_IT: { answer: { status: 403, body: '{"message":"Resource not accessible by personal access token"}' } },
  LIKES_NO_TICKET: { answer: { status: 422, body: '{"message":"Validation Failed","errors":[{"code":"custom"}]}' } },
  HAS_MOVED: { answer: { status: 301, headers: { location: 'http://127.0.0.1:9/' } } },
  IS_BUSY: { answer: { status: 429, headers: { 'retry-after': String(BUSY_FOR_MS / 1_000) } } },
  IS_BROKEN: { answer: { status: 500, body: `{"message":"for ${TOKEN}"}` } },
  TALKS_GARBAGE: { answer: { status: 201, body: '<html>please sign in</html>' } },
  HANGS: { effect: 'NONE', ending: 'HANGS' },
  HANGS_AFTERWARDS: { effect: 'DONE', ending: 'HANGS' },
  RESETS_AFTERWARDS: { effect: 'DONE', ending: 'RESETS' },
  BREAKS_OFF_AFTERWARDS: { effect: 'DONE', ending: 'BREAKS_OFF' },
};

async function startServer(): Promise<TicketServer> {
  let trouble: Trouble | null = null;
  const server = await startGithub({ fault: () => (trouble === null ? undefined : FAULTS[trouble]) });
  return {
    port: server.port,
    tickets: () =>
      server.issues.map((issue) => ({
        ...issue,
        id: String(issue.number),
        url: issue.html_url,
        labels: issue.labels.map(({ name }) => name),
      })),
    trouble: (now) => {
      trouble = now;
    },
    addForeign: (body) => server.add({ title: 'by hand', body, labels: ['tocsin'] }),
    close: () => server.close(),
  };
}

ticketTrackerContract({
  kind: 'github',
  token: TOKEN,
  startServer,
  connect: (port, timeoutMs) => connect(`http://127.0.0.1:${port}`, timeoutMs),
  // GitHub looks for names after Markdown and HTML have been read, so that an entity is a sign too.
  notifies: (text) =>
    /@(?=[A-Za-z0-9*])/.test(text.replace(/&#0*64;?|&#x0*40;?|&commat;?/gi, '@').replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')),
  limits: { title: 256, body: 65_536 },
});

describe('tickets as GitHub issues', () => {
  const answering = async (answer: GithubFault | undefined, clock = { now: Date.now }) => {
    const github = await startGithub({ fault: ({ path }: GithubRequest) => (path === '/labels' ? undefined : answer) });
    const result = await connect(github.url, PATIENCE_MS, clock).create(ticketRequest());
    await github.close();
    return result;
  };

  it('are made by one POST after the label, with a version, an agent and a hidden key', async () => {
    const github = await startGithub();
    const tracker = connect(`${github.url}/`);
    await tracker.create(ticketRequest({ assignee: 'octocat' }));
    await tracker.create(ticketRequest({ key: 'INC-1042/follow-up/3' }));
    await github.close();
    expect(github.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /labels', 'POST /issues', 'POST /issues']);
    expect(github.issues[0]).toMatchObject({ assignees: [{ login: 'octocat' }], labels: [{ name: 'tocsin' }, { name: 'preventive' }] });
    expect(github.issues[0]?.body).toMatch(/\n\n<!-- tocsin:INC-1042\/follow-up\/2 -->\n$/);
  });

  it('are found by listing our label since the intent, closed ones too, never by search', async () => {
    const github = await startGithub();
    await connect(github.url).find(ticketRequest(), Date.parse('2026-11-29T02:00:00.500Z'));
    await github.close();
    const [request] = github.requests;
    expect(request).toMatchObject({ method: 'GET', path: '/issues' });
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      labels: 'tocsin',
      state: 'all',
      since: '2026-11-29T02:00:00.500Z',
      sort: 'created',
      direction: 'desc',
      per_page: '10',
    });
  });

  it('[I11] gives the token to no other host that a next page names', async () => {
    const elsewhere = await startWebhookReceiver();
    const link = `<${elsewhere.url}/repos/x/y/issues?page=2>; rel="next"`;
    const pages: string[] = [];
    const fault = ({ query }: GithubRequest): GithubFault => {
      pages.push(query.get('page') ?? '1');
      return { answer: { status: 200, body: '[]', headers: query.has('page') ? {} : { link } } };
    };
    const github = await startGithub({ fault });
    expect(await connect(github.url).find(ticketRequest(), 0)).toEqual({ status: 'NONE' });
    await github.close();
    await elsewhere.close();
    expect(pages).toEqual(['1', '2']);
    expect(elsewhere.received).toHaveLength(0);
  });

  it('are not looked for without end', async () => {
    const fault = (): GithubFault => ({ answer: { status: 200, body: '[]', headers: { link: '<http://x.example/?page=2>; rel="next"' } } });
    const github = await startGithub({ fault });
    expect(await connect(github.url).find(ticketRequest(), 0)).toMatchObject({ status: 'REFUSED', code: 'TOO_MANY_ISSUES' });
    await github.close();
    expect(github.requests.length).toBe(100);
  });

  it('are found on a page of the longest bodies that ten issues can have', async () => {
    const github = await startGithub();
    await connect(github.url).create(ticketRequest());
    for (let i = 0; i < 9; i += 1) github.add({ title: 'by hand', body: '🔥'.repeat(65_536), labels: ['tocsin'] });
    expect(await connect(github.url).find(ticketRequest(), 0)).toMatchObject({ status: 'FOUND', ticket: { id: '1' } });
    await github.close();
  });

  const NOW = Date.parse('2026-11-29T02:10:00Z');
  type Limit = Extract<GithubFault, { readonly answer: object }>['answer'];
  it.each<[what: string, answer: Limit, afterMs: number]>([
    ['a date', { status: 429, headers: { 'retry-after': 'Sun, 29 Nov 2026 02:10:42 GMT' } }, 42_000],
    [
      'the end of the primary limit',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 + 600) } },
      600_000,
    ],
    ['the secondary limit, without a header', { status: 403, body: '{"message":"You have exceeded a secondary rate limit."}' }, 60_000],
    ['nothing', { status: 429 }, 60_000],
    ['a year', { status: 429, headers: { 'retry-after': '31536000' } }, 6 * 3_600_000],
    ['the past', { status: 429, headers: { 'retry-after': 'Sun, 29 Nov 2020 02:10:42 GMT' } }, 60_000],
    ['nonsense', { status: 429, headers: { 'retry-after': '-1e99' } }, 60_000],
    ['this very moment', { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000) } }, 60_000],
  ])('wait at a rate limit as told by %s', async (_what, { headers, ...answer }: Limit, afterMs) => {
    const dated = { ...answer, headers: { date: new Date(NOW).toUTCString(), ...headers } };
    expect(await answering({ answer: dated }, { now: () => NOW })).toEqual({
      status: 'RETRY',
      code: 'RATE_LIMITED',
      reason: expect.stringMatching(/^answered with status \d+$/),
      afterMs,
      left: 'NOTHING',
    });
  });

  it.each([
    ['the end of a limit', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 + 300) }, 300_000],
    ['a date', { 'retry-after': 'Sun, 29 Nov 2026 02:15:00 GMT' }, 300_000],
  ])('[I13] wait until %s by the clock of the server, however wrong ours is', async (_what, headers, afterMs) => {
    const answer = { status: 403, headers: { date: new Date(NOW).toUTCString(), ...headers } };
    for (const offMs of [-600_000, 600_000, 86_400_000])
      expect(await answering({ answer }, { now: () => NOW + offMs })).toMatchObject({ status: 'RETRY', code: 'RATE_LIMITED', afterMs });
  });

  it('[I13] wait until the end of a limit by our own clock where the server tells no time, a minute where that is over', async () => {
    const headers = { date: 'soon', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 + 300) };
    const at = (offMs: number) => answering({ answer: { status: 403, headers } }, { now: () => NOW + offMs });
    expect(await at(0)).toMatchObject({ afterMs: 300_000 });
    expect(await at(600_000)).toMatchObject({ afterMs: 60_000 });
  });

  it('honour Retry-After of a server that is down for maintenance', async () => {
    expect(await answering({ answer: { status: 503, headers: { 'retry-after': '120' } } })).toMatchObject({
      status: 'RETRY',
      afterMs: 120_000,
      left: 'UNKNOWN',
    });
  });

  it.each(['javascript:alert(1)', 'http://u:p@x.example/1', `https://x.example/${TOKEN}`, 'https://x.example/\u202e', ''])(
    'do not take %j for a link',
    async (url) => {
      const body = JSON.stringify({ number: 7, html_url: url, created_at: '2026-11-29T02:10:00Z' });
      expect(await answering({ answer: { status: 201, body } })).toMatchObject({ status: 'RETRY', left: 'UNKNOWN' });
    },
  );

  it('are not made where the token may not label, since they would not be found again', async () => {
    const github = await startGithub({ fault: ({ path }) => (path === '/labels' ? FAULTS.FORBIDS_IT : undefined) });
    expect(await connect(github.url).create(ticketRequest())).toMatchObject({ status: 'REFUSED', code: 'HTTP_403' });
    await github.close();
    expect(github.issues).toEqual([]);
  });
});

// The loopback server refuses what GitHub refuses: a contract that it passes says something.
it.each([
  ['a title that is too long', { title: 'x'.repeat(257) }],
  ['no title', { title: ' ' }],
  ['a body that is too long', { title: 'x', body: 'x'.repeat(65_537) }],
])('the loopback server takes no %s', async (_what, issue) => {
  const github: GithubServer = await startGithub();
  const headers = { authorization: `Bearer ${github.token}` };
  const reply = await fetch(`${github.url}/repos/${github.repository}/issues`, { method: 'POST', headers, body: JSON.stringify(issue) });
  await github.close();
  expect(reply.status).toBe(422);
  expect(github.issues).toEqual([]);
});
