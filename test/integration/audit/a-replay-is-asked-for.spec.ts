import { type GraphqlWorld, graphqlWorld, NOW } from '../graphql/graphql-world.js';

let world: GraphqlWorld;
let plain: string;
let secret: string;
beforeAll(async () => {
  world = await graphqlWorld();
  plain = await world.incidents.begin({ at: NOW });
  secret = await world.incidents.begin({ at: NOW, title: 'Breach of the vault', visibility: 'RESTRICTED' });
});
afterAll(() => world.close());

const REPLAY = `query Replay($key: ID!, $on: ReplayOn) {
  replayIncident(key: $key, on: $on) { incidentKey match ranOn buildId events digest moreMismatches replayedAt
    runs { workflowId runId ranOn buildId builds events digest isLive } mismatches { workflowId runId eventId seq what detail recorded replayed } } }`;

const ask = async (role: 'AUDITOR' | 'ADMIN' | 'RESPONDER' | 'VIEWER', key: string, on?: 'TODAY') =>
  await world.ask(REPLAY, { variables: { key, on }, token: await world.token('eve', role) });

it.each(['AUDITOR', 'ADMIN'] as const)(
  '%s may have an incident executed again, on the recorded code unless they say otherwise',
  async (role) => {
    expect((await ask(role, plain)).data).toMatchObject({
      replayIncident: { incidentKey: plain, match: true, ranOn: 'RECORDED', runs: [{}] },
    });
    expect((await ask(role, plain, 'TODAY')).data).toMatchObject({ replayIncident: { ranOn: 'TODAY' } });
  },
);

it.each(['RESPONDER', 'VIEWER'] as const)('%s may not', async (role) => {
  expect((await ask(role, plain)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

it('[I10] a restricted incident is not there for an auditor who was not called to it, word for word', async () => {
  const refusal = async (key: string): Promise<string> => JSON.stringify((await ask('AUDITOR', key)).errors).replaceAll(key, 'INC-X');
  expect(await refusal(secret)).toBe(await refusal('INC-999999'));
  expect((await ask('AUDITOR', secret)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', field: 'key' } }]);
  expect((await ask('ADMIN', secret)).data).toMatchObject({ replayIncident: { incidentKey: secret } });
});
