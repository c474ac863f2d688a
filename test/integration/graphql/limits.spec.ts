import { msOf, tenfold } from '../timing.js';
import { type GraphqlWorld, graphqlWorld, NOW } from './graphql-world.js';
import { overSocket } from './over-socket.js';

let world: GraphqlWorld;
let token: string;
beforeAll(async () => {
  world = await graphqlWorld();
  token = await world.token('ada');
});
afterAll(() => world.close());

const TOO_MUCH: readonly (readonly [what: string, document: string])[] = [
  ['more than 8 levels', `{ a: incidents { edges { node { timeline { edges { node { by { person { name } } } } } } } } }`],
  [
    'more than 8 levels through fragments',
    `{ incidents { ...A } } fragment A on IncidentConnection { edges { node { ...B } } } fragment B on Incident { timeline { edges { node { by { person { name } } } } } }`,
  ],
  ['more than 1000 tokens', `{ ${'viewer { role } '.repeat(251)} }`],
  ['more than 15 aliases', `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: __typename`).join(' ')} }`],
  ['more than 5 directives', `{ ${Array.from({ length: 6 }, () => '__typename @include(if: true)').join(' ')} }`],
  [
    'more than 10 commands',
    `mutation { ${Array.from({ length: 11 }, (_, i) => `a${i}: revokeToken(input: { id: "x" }) { token { id } }`).join(' ')} }`,
  ],
];

describe('limits', () => {
  it.each(TOO_MUCH)('refuse %s with the same code over HTTP and WebSocket', async (_what, document) => {
    const answer = await world.ask(document, { token });
    expect(answer.status).toBe(400);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', hint: expect.any(String) });
    expect((await overSocket(world.url, token)(document)).errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('let 8 levels, 15 aliases and the introspection of an explorer pass', async () => {
    const fits = `{ ${Array.from({ length: 15 }, (_, i) => `a${i}: __typename`).join(' ')} incidents { edges { node { timeline { nodes { by { person { name } } } } } } } }`;
    expect((await world.ask(fits, { token })).errors).toBeUndefined();
    expect((await overSocket(world.url, token)(fits)).errors).toBeUndefined();
    const { getIntrospectionQuery } = await import('graphql');
    expect((await world.ask(getIntrospectionQuery(), { token: null })).errors).toBeUndefined();
  });

  it('answer a fragment that contains itself, a thousand times over, at once', async () => {
    const among = (count: number) => async () => {
      const spread = (i: number): string => `fragment F${i} on Query { ${[1, 2, 3].map((n) => `...F${(i + n) % count}`).join(' ')} }`;
      const { errors } = await world.ask(`{ ...F0 } ${Array.from({ length: count }, (_, i) => spread(i)).join(' ')}`, { token });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' });
    };
    const few = await msOf(among(4));
    expect(await msOf(among(40))).toBeLessThan(Math.max(1_000, tenfold(few)));
  });
});

describe('what is not a document', () => {
  const raw = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${world.url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    });

  it.each([
    ['a batch', '[{"query":"{ __typename }"},{"query":"{ __typename }"}]', 400, 'LIMIT_EXCEEDED'],
    ['no JSON', '{"query":', 400, 'MALFORMED_PAYLOAD'],
    ['a syntax error', '{"query":"{ incident( }"}', 400, 'MALFORMED_PAYLOAD'],
    ['an unknown field', '{"query":"{ nonsense }"}', 400, 'INVALID_INPUT'],
    ['a syntax tree in place of text', JSON.stringify({ query: '{"kind":"Document","definitions":[]}' }), 400, 'MALFORMED_PAYLOAD'],
    ['nothing', '{}', 400, 'MALFORMED_PAYLOAD'],
    ['null', 'null', 400, 'MALFORMED_PAYLOAD'],
    ['a wrong variable', '{"query":"query A($k: ID!) { incident(key: $k) { key } }","variables":{"k":{"a":1}}}', 400, 'INVALID_INPUT'],
    ['a prototype', '{"query":"{ __typename }","__proto__":{"a":1}}', 400, 'MALFORMED_PAYLOAD'],
    ['100 kB', JSON.stringify({ query: `{ __typename } #${'x'.repeat(100_000)}` }), 413, 'PAYLOAD_TOO_LARGE'],
  ])('%s is refused with a code', async (_what, body, status, code) => {
    const response = await raw(body);
    const answer = (await response.json()) as { errors?: { extensions?: { code?: string; hint?: string } }[] };
    expect([response.status, answer.errors?.[0]?.extensions?.code]).toEqual([status, code]);
    expect(answer.errors?.[0]?.extensions?.hint).toEqual(expect.any(String));
    expect(JSON.stringify(answer)).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
  });

  it('never is a mutation over GET, however the document was used before', async () => {
    const key = await world.incidents.begin({ at: NOW });
    const document = `query Q { __typename } mutation M { acknowledgeIncident(input: { key: "${key}", commandId: "m" }) { outcome } }`;
    const get = (name: string) =>
      fetch(`${world.url}/graphql?query=${encodeURIComponent(document)}&operationName=${name}`, {
        headers: { authorization: `Bearer ${token}` },
      });
    for (let i = 0; i < 3; i += 1) expect((await get('M')).status).toBe(405);
    for (let i = 0; i < 3; i += 1) await raw(JSON.stringify({ query: `${document}`, operationName: 'M' }));
    const received = world.incidents.received.length;
    const answer = (await (await get('Q')).json()) as object;
    expect(answer).toEqual({ data: { __typename: 'Query' } });
    expect(world.incidents.received.length).toBe(received);
  });

  it('says nothing of what went wrong inside', async () => {
    const key = await world.incidents.begin({ at: NOW });
    world.incidents.worker = 'BROKEN';
    const { errors } = await world.ask(`mutation { acknowledgeIncident(input: { key: "${key}" }) { outcome } }`, { token });
    world.incidents.worker = 'UP';
    expect(errors?.[0]).toMatchObject({
      message: 'something went wrong on our side',
      extensions: { code: 'INTERNAL', reference: expect.any(String) },
    });
    expect(JSON.stringify(errors)).not.toContain('connection refused');
  });
});

describe('browsers', () => {
  it('of another site can neither send a form nor use a session', async () => {
    const { session } = await world.access.openSession(token);
    const send = (headers: Record<string, string>, body: string) =>
      fetch(`${world.url}/graphql`, { method: 'POST', headers: { cookie: `tocsin_session=${session}`, ...headers }, body });
    const body = JSON.stringify({ query: '{ viewer { role } }' });
    expect(await (await send({ 'content-type': 'application/json' }, body)).json()).toEqual({ data: { viewer: { role: 'RESPONDER' } } });
    const elsewhere: readonly Record<string, string>[] = [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }];
    for (const headers of elsewhere) {
      expect((await send({ 'content-type': 'application/json', ...headers }, body)).status).toBe(401);
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect((await send({ 'content-type': type }, 'query={viewer{role}}')).status).toBeGreaterThanOrEqual(400);
    }
  });
});
