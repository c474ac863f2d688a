import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';

let world: GraphqlWorld;
let tokens: Record<'ada' | 'ben' | 'tool', string>;
beforeAll(async () => {
  world = await graphqlWorld();
  const admin = await world.access.authenticate(await world.access.issueAdminToken('root'));
  const tool = (await world.access.createToken(admin, { name: 'bot', owner: { tool: 'bot' }, role: 'RESPONDER', expiresAt: null })).token;
  tokens = { ada: await world.token('ada'), ben: await world.token('ben'), tool };
});
afterAll(() => world.close());

const command = (who: keyof typeof tokens, mutation: string, input: string) =>
  world.ask(`mutation { it: ${mutation}(input: { ${input} }) { outcome commandId holder { id } } }`, { token: tokens[who] });
const codeOf = async (answer: ReturnType<GraphqlWorld['ask']>) => (await answer).errors?.[0]?.extensions['code'];

describe('a commandId', () => {
  it('[I6] of one person never answers for another: an acknowledgement that says APPLIED holds the incident', async () => {
    const key = await world.incidents.begin({ at: NOW });
    const input = `key: "${key}", commandId: "same"`;
    expect(pick((await command('ada', 'addIncidentNote', `${input}, text: "looking"`)).data, 'it')).toMatchObject({ outcome: 'APPLIED' });
    const answer = await command('ben', 'acknowledgeIncident', input);
    expect(pick(answer.data, 'it')).toEqual({ outcome: 'APPLIED', commandId: 'same', holder: { id: 'ben' } });
    expect(world.incidents.state(key).holder?.person).toBe('ben');
  });

  it('[I6] of one command never answers for another of the same person', async () => {
    const key = await world.incidents.begin({ at: NOW });
    const input = `key: "${key}", commandId: "same"`;
    await command('ada', 'addIncidentNote', `${input}, text: "looking"`);
    expect(pick((await command('ada', 'acknowledgeIncident', input)).data, 'it')).toMatchObject({ holder: { id: 'ada' } });
  });
});

describe('people whom the handbook does not know', () => {
  it.each(['mallory', 'constructor', 'toString'])('hold nothing: a tool cannot act for %s', async (stranger) => {
    const key = await world.incidents.begin({ at: NOW });
    const acting = `key: "${key}", onBehalfOf: "${stranger}"`;
    expect(await codeOf(command('tool', 'acknowledgeIncident', acting))).toBe('UNKNOWN_PERSON');
    expect(world.incidents.state(key).holder).toBeNull();
    const declared = world.ask(
      `mutation { declareIncident(input: { title: "t", service: "payments", severity: SEV3, onBehalfOf: "${stranger}" }) { created } }`,
      { token: tokens.tool },
    );
    expect(await codeOf(declared)).toBe('UNKNOWN_PERSON');
  });

  it.each(['mallory', '__proto__', ''])('are not asked: %j is refused before anything happens', async (stranger) => {
    const key = await world.incidents.begin({ at: NOW });
    const before = world.incidents.state(key).lastSeq;
    expect(await codeOf(command('ada', 'reassignIncident', `key: "${key}", to: "${stranger}"`))).toBe('UNKNOWN_PERSON');
    expect(await codeOf(command('ada', 'addResponders', `key: "${key}", people: ["ben", "${stranger}"]`))).toBe('UNKNOWN_PERSON');
    expect(world.incidents.state(key).lastSeq).toBe(before);
  });
});
