import { once } from 'node:events';
import WebSocket from 'ws';
import { DAY_MS } from '../../../domain/instant.js';
import { POSTMORTEM_MAX } from '../../../domain/postincident/postmortem-length.js';
import { LIMITS } from '../../../graphql/transport/limits.js';
import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';
import { overSocket, type SocketAnswer } from './over-socket.js';

let world: GraphqlWorld;
let token: string;
let ask: ReturnType<typeof overSocket>;
beforeAll(async () => {
  world = await graphqlWorld();
  token = await world.token('ada');
  ask = overSocket(world.url, token);
});
afterAll(() => world.close());

const EDIT = 'mutation E($input: EditPostmortemInput!) { editPostmortem(input: $input) { revision } }';
/** Every UTF-16 unit outside ASCII as six bytes, as clients do that send ASCII only. */
const inAscii = (value: object): string =>
  JSON.stringify(value).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

async function drafted(): Promise<string> {
  const key = await world.incidents.begin({ at: NOW - DAY_MS, learns: true });
  const by = { person: 'ada', via: 'API', verified: true } as const;
  await world.incidents.apply(key, { kind: 'resolve', confirm: true, by }, NOW - DAY_MS / 2);
  await world.incidents.pass(key, NOW);
  return key;
}

async function overHttp(body: string): Promise<SocketAnswer & { readonly status: number }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${world.url}/graphql`, { method: 'POST', body, headers });
  return { status: response.status, ...((await response.json()) as SocketAnswer) };
}

describe('[G2.6] a postmortem as long as the schema promises', () => {
  it.each([
    ['ASCII', 'x'],
    ['Cyrillic', 'ж'],
    ['quotes', '"'],
    ['Chinese', '钟'],
  ])('of %s is written over HTTP, however it is escaped, and over WebSocket', async (_what, character) => {
    const [key, text] = [await drafted(), character.repeat(POSTMORTEM_MAX)];
    const input = (basedOn: number) => ({ input: { key, basedOn, text } });
    expect((await overHttp(JSON.stringify({ query: EDIT, variables: input(1) }))).data).toEqual({ editPostmortem: { revision: 2 } });
    expect((await overHttp(inAscii({ query: EDIT, variables: input(2) }))).data).toEqual({ editPostmortem: { revision: 3 } });
    expect((await ask(EDIT, input(3))).data).toEqual({ editPostmortem: { revision: 4 } });
    const read = await world.ask(`{ incident(key: "${key}") { postmortem { text } } }`);
    expect(pick(read.data, 'incident.postmortem.text')).toBe(text);
  });

  it('is refused with the field where it is longer by one', async () => {
    const variables = { input: { key: await drafted(), basedOn: 1, text: 'ж'.repeat(POSTMORTEM_MAX + 1) } };
    const refused = { code: 'INVALID_INPUT', field: 'text' };
    expect((await overHttp(inAscii({ query: EDIT, variables }))).errors?.[0]?.extensions).toMatchObject(refused);
    expect((await ask(EDIT, variables)).errors?.[0]?.extensions).toMatchObject(refused);
  });
});

describe('[I13] what is longer than anything that is promised', () => {
  const longDocument = `{ __typename } #${'x'.repeat(LIMITS.document)}`;
  const tooLarge = { code: 'PAYLOAD_TOO_LARGE', hint: expect.any(String) };

  it('is refused as a document, over HTTP and WebSocket alike, before it is read', async () => {
    const answer = await overHttp(JSON.stringify({ query: longDocument }));
    expect([answer.status, answer.errors?.[0]?.extensions]).toEqual([413, tooLarge]);
    expect((await ask(longDocument)).errors?.[0]?.extensions).toEqual(tooLarge);
  });

  it('is refused as a request, and ends a connection', async () => {
    const body = JSON.stringify({ query: '{ __typename }', variables: { unused: 'x'.repeat(LIMITS.bytes) } });
    const answer = await overHttp(body);
    expect([answer.status, answer.errors?.[0]?.extensions]).toEqual([413, tooLarge]);
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(body);
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1009);
  });
});
