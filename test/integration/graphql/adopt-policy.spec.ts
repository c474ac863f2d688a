import { HOUR_MS, MINUTE_MS } from '../../../domain/instant.js';
import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';

const ADOPT = `mutation ($input: AdoptEscalationPolicyInput!) {
  adoptEscalationPolicy(input: $input) { outcome commandId incident { key handbookVersionId availableActions } }
}`;
const SHOW =
  'query ($key: ID!) { incident(key: $key) { handbookVersionId availableActions timeline(first: 50) { nodes { type summary by { person { id } } } } } }';
const WHY = 'query ($page: ID!) { whyPaged(page: $page) { kind words versionId } }';

describe('[G1.2] adoptEscalationPolicy', () => {
  let world: GraphqlWorld;
  let key: string;
  beforeAll(async () => {
    world = await graphqlWorld();
    key = await world.incidents.begin({ at: NOW - HOUR_MS });
    await world.incidents.pass(key, NOW - HOUR_MS + MINUTE_MS);
    await world.incidents.prepare('escalation: {}\n');
    const { handbook } = world.incidents.running;
    const { rows } = await world.dataSource.query('SELECT max(id) AS id FROM handbook_versions').then((all) => ({ rows: all }));
    world.incidents.running = { versionId: Number(rows[0].id), handbook };
  });
  afterAll(() => world.close());

  const adopt = (input: object, token?: string) =>
    world.ask(ADOPT, { variables: { input: { key, ...input } }, ...(token === undefined ? {} : { token }) });

  it('is for those who respond', async () => {
    const refused = await adopt({}, await world.token('chloe', 'VIEWER'));
    expect(refused.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('takes no plan from outside', async () => {
    const refused = await adopt({ adopts: { handbookVersionId: 9 } });
    expect(refused.errors?.[0]?.message).toContain('"adopts"');
  });

  it('has the incident go on by the running version, and says who, why and from which; a second time is ALREADY', async () => {
    const before = await world.ask(SHOW, { variables: { key } });
    expect(pick(before.data, 'incident.availableActions')).toContain('ADOPT_POLICY');
    const first = Number(pick(before.data, 'incident.handbookVersionId'));
    const { versionId } = world.incidents.running;
    const adopted = await adopt({ commandId: 'mine', reason: 'fifteen minutes is too long' });
    expect(adopted.data?.['adoptEscalationPolicy']).toMatchObject({
      outcome: 'APPLIED',
      commandId: 'mine',
      incident: { key, handbookVersionId: versionId },
    });
    const after = await world.ask(SHOW, { variables: { key } });
    expect(pick(after.data, 'incident.timeline.nodes')).toContainEqual({
      type: 'POLICY_ADOPTED',
      summary: `ada adopted the policy of version ${versionId} instead of ${first}: fifteen minutes is too long`,
      by: { person: { id: 'ada' } },
    });
    expect(pick((await adopt({})).data, 'adoptEscalationPolicy.outcome')).toBe('ALREADY');
  });

  it('explains a page of before by the version of before', async () => {
    const chain = (await world.ask(WHY, { variables: { page: `${key}/1/s0/ada` } })).data?.['whyPaged'];
    expect(JSON.stringify(chain)).toContain('policy standard, version 1,');
  });

  it('is refused once the incident is resolved', async () => {
    const by = { person: 'ada', via: 'API', verified: true } as const;
    await world.incidents.apply(key, { kind: 'resolve', confirm: true, by }, NOW);
    expect((await adopt({})).errors?.[0]?.extensions['code']).toBe('INCIDENT_CLOSED');
  });
});
