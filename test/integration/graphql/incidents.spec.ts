import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';

let world: GraphqlWorld;
beforeAll(async () => {
  world = await graphqlWorld();
});
afterAll(() => world.close());

const minutesAgo = (minutes: number): number => NOW - minutes * 60_000;
const LIST = `query List($first: Int!, $after: String, $filter: IncidentFilterInput) {
  incidents(first: $first, after: $after, filter: $filter) { totalCount nodes { key } pageInfo { hasNextPage endCursor } } }`;
const keysOf = (connection: unknown): readonly string[] =>
  (pick(connection, 'nodes') as readonly { readonly key: string }[]).map(({ key }) => key);

describe('reading incidents', () => {
  it('answers one by its key, with what happened, who was paged and what can be done now', async () => {
    const key = await world.incidents.begin({ at: minutesAgo(5) });
    const { data, errors } = await world.ask(
      `query One($key: ID!) { incident(key: $key) {
        key title severity status detectedAt path nextDeadlineAt holder { id } service { id name owner }
        latest { seq summary } timeline(first: 100) { nodes { seq type at summary by { via } } pageInfo { hasNextPage } }
        pages { person { id name } deliveries { method status } } alerts { name } availableActions } }`,
      { variables: { key } },
    );
    expect(errors).toBeUndefined();
    expect(pick(data, 'incident')).toMatchObject({ key, severity: 'SEV1', status: 'TRIAGE', holder: null, service: { id: 'payments' } });
    expect(pick(data, 'incident.detectedAt')).toBe(new Date(minutesAgo(5)).toISOString());
    expect(pick(data, 'incident.availableActions')).toEqual(expect.arrayContaining(['ACKNOWLEDGE', 'RESOLVE', 'ESCALATE_NOW']));
    expect(pick(data, 'incident.timeline.nodes.0')).toMatchObject({ seq: 1, type: 'OPENED', summary: 'Alerts opened a SEV1' });
    expect(pick(data, 'incident.pages.0.person.name')).not.toBe('');
    expect(pick(data, 'incident.latest')).toHaveLength(3);
  });

  it('answers null for a key that is none, and for one that is no key at all', async () => {
    for (const key of ['INC-999999', '', "'; DROP TABLE incidents; --"]) {
      const { data, errors } = await world.ask('query One($key: ID!) { incident(key: $key) { key } }', { variables: { key } });
      expect([data, errors]).toEqual([{ incident: null }, undefined]);
    }
  });

  it('lists all of them once each, page by page, although new ones begin meanwhile', async () => {
    const before: string[] = [];
    for (let i = 0; i < 5; i += 1) before.push(await world.incidents.begin({ at: minutesAgo(i) }));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data }: Awaited<ReturnType<GraphqlWorld['ask']>> = await world.ask(LIST, { variables: { first: 2, after } });
      seen.push(...keysOf(pick(data, 'incidents')));
      after = pick(data, 'incidents.pageInfo.hasNextPage') === true ? String(pick(data, 'incidents.pageInfo.endCursor')) : null;
      if (seen.length === 2) await world.incidents.begin({ at: NOW });
    } while (after !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(before));
  });

  it('filters by severity, holder and openness, and counts what matches', async () => {
    const key = await world.incidents.begin({ at: NOW, severity: 'SEV2' });
    await world.incidents.apply(key, { kind: 'acknowledge', by: { person: 'chloe', via: 'API', verified: true } }, NOW);
    const find = async (filter: object) => pick((await world.ask(LIST, { variables: { first: 100, filter } })).data, 'incidents');
    expect(await find({ holder: 'chloe' })).toMatchObject({ totalCount: 1, nodes: [{ key }] });
    expect(keysOf(await find({ severity: ['SEV2'], open: true }))).toContain(key);
    expect(keysOf(await find({ severity: ['SEV1'] }))).not.toContain(key);
    expect(keysOf(await find({ open: false }))).not.toContain(key);
    expect(await find({ keys: [] })).toMatchObject({ totalCount: 0, nodes: [] });
  });

  it('refuses a page of more than a hundred, a page of none and a cursor that is not ours', async () => {
    for (const variables of [{ first: 101 }, { first: 0 }, { first: -1 }]) {
      expect((await world.ask(LIST, { variables })).errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', field: 'first' });
    }
    for (const after of ['x', '', Buffer.from('["a"]').toString('base64url')]) {
      expect((await world.ask(LIST, { variables: { first: 1, after } })).errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        field: 'after',
      });
    }
  });
});

describe('the handbook and who is on call', () => {
  it('[G1.1] says who holds each schedule at an instant, and for how long', async () => {
    const { data, errors } = await world.ask(
      '{ onCall(at: "2026-11-24T12:00:00Z") { schedule person { id name } from to cover } one: onCall(schedule: "on-call", at: "2026-12-01T12:00:00+01:00") { person { id } } }',
    );
    expect(errors).toBeUndefined();
    expect(pick(data, 'onCall.length')).toBeGreaterThanOrEqual(4);
    expect(pick(data, 'one')).toHaveLength(1);
  });

  it('refuses a schedule that does not exist with those that do', async () => {
    const { errors } = await world.ask('{ onCall(schedule: "constructor") { schedule } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'schedule', hint: expect.stringContaining('on-call') });
  });

  it('shows services and the running handbook', async () => {
    const { data, errors } = await world.ask(
      '{ services { id name escalationPolicy } handbook { id version versionId severities { id respondWithin urgency } escalationPolicies { id timing steps { answerWithin targets { kind id } } catchAll { id } } people { id } schedules { id } } }',
    );
    expect(errors).toBeUndefined();
    expect(pick(data, 'handbook.severities.0')).toMatchObject({ id: 'SEV1', respondWithin: 'PT15M', urgency: 'HIGH' });
    expect(pick(data, 'services.length')).toBeGreaterThan(0);
  });

  it('says who asks, and lists every error code', async () => {
    const { data } = await world.ask('{ viewer { person { id } tool role permissions } errorCodes { code meaning } }');
    expect(pick(data, 'viewer')).toMatchObject({
      person: { id: 'ada' },
      tool: null,
      role: 'RESPONDER',
      permissions: expect.arrayContaining(['INCIDENTS_RESPOND']),
    });
    expect(pick(data, 'errorCodes.length')).toBeGreaterThan(20);
  });
});
