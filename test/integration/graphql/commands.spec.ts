import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';

let world: GraphqlWorld;
let ben: string;
beforeAll(async () => {
  world = await graphqlWorld();
  ben = await world.token('ben');
});
afterAll(() => world.close());

const ACK = `mutation Ack($input: AcknowledgeIncidentInput!) { acknowledgeIncident(input: $input) { outcome commandId holder { id } incident { status holder { id } availableActions } } }`;
const ack = (input: object, token?: string) => world.ask(ACK, { variables: { input }, ...(token === undefined ? {} : { token }) });
const codeOf = async (answer: ReturnType<GraphqlWorld['ask']>) => (await answer).errors?.[0]?.extensions['code'];

describe('commands', () => {
  it('show in their own answer and in every later read what they did', async () => {
    const key = await world.incidents.begin({ at: NOW });
    const { data, errors } = await ack({ key, commandId: 'ack-1' });
    expect(errors).toBeUndefined();
    expect(pick(data, 'acknowledgeIncident')).toMatchObject({
      outcome: 'APPLIED',
      commandId: 'ack-1',
      holder: { id: 'ada' },
      incident: { holder: { id: 'ada' } },
    });
    expect((await world.ask('query Q($key: ID!) { incident(key: $key) { holder { id } } }', { variables: { key } })).data).toEqual({
      incident: { holder: { id: 'ada' } },
    });
  });

  it('[I6] tell the loser who holds it, and act once however often they arrive', async () => {
    const key = await world.incidents.begin({ at: NOW });
    await ack({ key, commandId: 'first' });
    expect(pick((await ack({ key }, ben)).data, 'acknowledgeIncident')).toMatchObject({ outcome: 'ALREADY', holder: { id: 'ada' } });
    expect(pick((await ack({ key, commandId: 'first' })).data, 'acknowledgeIncident')).toMatchObject({
      outcome: 'APPLIED',
      holder: { id: 'ada' },
    });
    expect(world.incidents.state(key).holder?.person).toBe('ada');
  });

  it('are kept as PENDING while no worker runs', async () => {
    const key = await world.incidents.begin({ at: NOW });
    world.incidents.worker = 'DOWN';
    const { data } = await ack({ key });
    world.incidents.worker = 'UP';
    expect(pick(data, 'acknowledgeIncident')).toMatchObject({ outcome: 'PENDING', holder: null });
  });

  it('are all there, from acknowledging to reopening', async () => {
    const key = await world.incidents.begin({ at: NOW });
    const run = async (mutation: string, fields = '') => {
      const input = `input: { key: "${key}"${fields} }`;
      const { data, errors } = await world.ask(`mutation { it: ${mutation}(${input}) { outcome incident { status severity } } }`);
      return errors?.[0] === undefined ? pick(data, 'it') : errors[0];
    };
    expect(await run('acknowledgeIncident')).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('unacknowledgeIncident', ', reason: "off to bed"')).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('escalateIncidentNow')).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('acknowledgeIncident')).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('assessIncident', ', impact: "no card works", services: ["payments"], usersAffected: 1200')).toMatchObject({
      outcome: 'APPLIED',
    });
    expect(await run('classifyIncident', ', severity: SEV2, reason: "cards work again"')).toMatchObject({ incident: { severity: 'SEV2' } });
    expect(await run('addIncidentNote', ', text: "rolled back"')).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('setIncidentStatus', ', status: IDENTIFIED')).toMatchObject({ incident: { status: 'IDENTIFIED' } });
    expect(await run('addResponders', ', people: ["chloe"]')).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('reassignIncident', ', to: "ben"')).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('snoozeIncident', ', minutes: 10')).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('resolveIncident', ', text: "fixed", confirm: true')).toMatchObject({ incident: { status: 'RESOLVED' } });
    expect(await run('reopenIncident', ', reason: "it is back"')).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('cancelIncident', ', reason: "a drill"')).toMatchObject({ incident: { status: 'CANCELED' } });
  });

  it('refuse what is too long or empty, naming the field, before anything happens', async () => {
    const key = await world.incidents.begin({ at: NOW });
    const note = (text: string, commandId = 'n') =>
      world.ask('mutation N($input: AddIncidentNoteInput!) { addIncidentNote(input: $input) { outcome } }', {
        variables: { input: { key, text, commandId } },
      });
    const before = world.incidents.received.length;
    expect((await note('x'.repeat(10_001))).errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'text' });
    expect((await note('a\u0000b')).errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'text' });
    expect((await note('x', 'c'.repeat(101))).errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'commandId' });
    expect(world.incidents.received.length).toBe(before);
  });
});

describe('who may command', () => {
  it('nobody without a token, no viewer and no auditor', async () => {
    const key = await world.incidents.begin({ at: NOW });
    expect(await codeOf(world.ask(ACK, { variables: { input: { key } }, token: null }))).toBe('UNAUTHENTICATED');
    expect((await world.ask(ACK, { variables: { input: { key } }, token: 'toc_wrong' })).status).toBe(401);
    for (const role of ['VIEWER', 'AUDITOR'] as const) expect(await codeOf(ack({ key }, await world.token('dan', role)))).toBe('FORBIDDEN');
    expect(world.incidents.state(key).holder).toBeNull();
  });

  it('a tool only for a person it names, and both are recorded', async () => {
    const key = await world.incidents.begin({ at: NOW });
    const admin = await world.access.authenticate(await world.access.issueAdminToken('ada'));
    const bot = (await world.access.createToken(admin, { name: 'bot', owner: { tool: 'chatbot' }, role: 'RESPONDER', expiresAt: null }))
      .token;
    expect((await ack({ key }, bot)).errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'onBehalfOf' });
    expect(pick((await ack({ key, onBehalfOf: 'ben' }, bot)).data, 'acknowledgeIncident')).toMatchObject({ holder: { id: 'ben' } });
    expect(world.incidents.received.at(-1)?.by).toEqual({ person: 'ben', via: 'API', tool: 'chatbot', verified: true });
    expect(await codeOf(ack({ key, onBehalfOf: 'ben' }))).toBe('FORBIDDEN');
  });
});

describe('tokens and integrations', () => {
  it('are made, listed without their secret, and revoked', async () => {
    const made = await world.ask('mutation { createToken(input: { name: "laptop", role: VIEWER }) { secret token { id person role } } }');
    const secret = String(pick(made.data, 'createToken.secret'));
    const id = pick(made.data, 'createToken.token.id');
    expect(pick(made.data, 'createToken.token')).toMatchObject({ person: 'ada', role: 'VIEWER' });
    expect((await world.ask('{ viewer { role } }', { token: secret })).data).toEqual({ viewer: { role: 'VIEWER' } });
    expect(JSON.stringify((await world.ask('{ tokens { id name lastUsedAt } }')).data)).not.toContain(secret.split('_')[2]);
    await world.ask('mutation R($id: ID!) { revokeToken(input: { id: $id }) { token { revokedAt } } }', { variables: { id } });
    expect((await world.ask('{ viewer { role } }', { token: secret })).status).toBe(401);
  });

  it('are for administrators where they let monitors in', async () => {
    const create =
      'mutation { createIntegration(input: { name: "prometheus", kind: ALERTMANAGER }) { secret integration { id kind prefix } } }';
    expect(await codeOf(world.ask(create))).toBe('FORBIDDEN');
    const token = await world.access.issueAdminToken('ada');
    const made = await world.ask(create, { token });
    expect(pick(made.data, 'createIntegration')).toMatchObject({ integration: { kind: 'ALERTMANAGER' } });
    const id = String(pick(made.data, 'createIntegration.integration.id'));
    const rotated = await world.ask(`mutation { rotateIntegration(input: { id: "${id}" }) { integration { id } secret } }`, { token });
    expect(pick(rotated.data, 'rotateIntegration.secret')).not.toBe(pick(made.data, 'createIntegration.secret'));
    const revoked = await world.ask(`mutation { revokeIntegration(input: { id: "${id}" }) { integration { revokedAt } } }`, { token });
    expect(pick(revoked.data, 'revokeIntegration.integration.revokedAt')).not.toBeNull();
  });
});
