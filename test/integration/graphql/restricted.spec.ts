import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';

let world: GraphqlWorld;
let secret: string;
let tokens: Record<'admin' | 'holder' | 'stranger' | 'auditor' | 'tool', string>;

beforeAll(async () => {
  world = await graphqlWorld();
  await world.incidents.begin({ at: NOW });
  secret = await world.incidents.begin({ at: NOW, title: 'Breach of the vault', visibility: 'RESTRICTED' });
  await world.incidents.apply(secret, { kind: 'acknowledge', by: { person: 'chloe', via: 'API', verified: true } }, NOW);
  await world.incidents.fires(secret, NOW, [{ name: 'VaultOpened', summary: 'somebody was here' }]);
  const admin = await world.access.issueAdminToken('root');
  const viewer = await world.access.authenticate(admin);
  const tool = (await world.access.createToken(viewer, { name: 'bot', owner: { tool: 'bot' }, role: 'RESPONDER', expiresAt: null })).token;
  tokens = {
    admin,
    tool,
    holder: await world.token('chloe'),
    stranger: await world.token('eve'),
    auditor: await world.token('eve', 'AUDITOR'),
  };
});
afterAll(() => world.close());

const EVERYTHING = `query All($key: ID!) {
  incident(key: $key) { key title }
  incidents(first: 100) { totalCount nodes { key title } }
  titled: incidents(filter: { keys: [$key] }) { totalCount nodes { key } }
  held: incidents(filter: { holder: "chloe" }) { totalCount }
  pages(first: 100) { nodes { incidentKey } } ofIt: pages(incident: $key) { nodes { id } }
  alerts(first: 100) { nodes { incidentKey name } } }`;

describe('[I10] a restricted incident', () => {
  it.each(['stranger', 'auditor', 'tool'] as const)(
    'does not exist for a %s: not by key, in lists, counts, pages or alerts',
    async (who) => {
      const { data, errors } = await world.ask(EVERYTHING, { variables: { key: secret }, token: tokens[who] });
      expect(errors).toBeUndefined();
      expect(JSON.stringify(data)).not.toContain(secret);
      expect(JSON.stringify(data)).not.toContain('Breach');
      expect(data).toMatchObject({
        incident: null,
        incidents: { totalCount: 1 },
        titled: { totalCount: 0 },
        held: { totalCount: 0 },
        ofIt: { nodes: [] },
      });
    },
  );

  it.each(['admin', 'holder'] as const)('is there for its %s', async (who) => {
    const { data } = await world.ask(EVERYTHING, { variables: { key: secret }, token: tokens[who] });
    expect(data).toMatchObject({
      incident: { key: secret },
      incidents: { totalCount: 2 },
      titled: { totalCount: 1 },
      alerts: { nodes: [{ name: 'VaultOpened' }] },
    });
    expect(pick(data, 'ofIt.nodes.length')).toBeGreaterThan(0);
  });

  it('is answered to commands as one that is not there, word for word', async () => {
    const refuse = async (key: string) => {
      const { data, errors } = await world.ask('mutation A($key: ID!) { acknowledgeIncident(input: { key: $key }) { outcome } }', {
        variables: { key },
        token: tokens.stranger,
      });
      return JSON.stringify({ data, errors }).replaceAll(key, 'INC-X');
    };
    const before = world.incidents.received.length;
    expect(await refuse(secret)).toBe(await refuse('INC-999999'));
    expect(world.incidents.received.length).toBe(before);
  });
});
