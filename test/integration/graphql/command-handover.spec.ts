import { type GraphqlWorld, graphqlWorld, NOW } from './graphql-world.js';

let world: GraphqlWorld;
let ben: string;
beforeAll(async () => {
  world = await graphqlWorld();
  ben = await world.token('ben');
});
afterAll(() => world.close());

const run = async (mutation: string, input: object, token?: string) => {
  const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation M($input: ${name}!) { done: ${mutation}(input: $input) { outcome holder { id } } }`;
  const { data, errors } = await world.ask(document, { variables: { input }, ...(token === undefined ? {} : { token }) });
  return (data as { done?: unknown } | null)?.done ?? errors?.[0]?.extensions;
};
const offerOf = async (key: string) => {
  const fields = 'availableActions commandOffer { from { id } to { id } note checklist brief at acceptBy }';
  const { data } = await world.ask(`query I($key: ID!) { incident(key: $key) { ${fields} } }`, { variables: { key } });
  return (data as { incident: { availableActions: string[]; commandOffer: { checklist: string[]; brief: string[] } | null } }).incident;
};

describe('[G1.3] command in the API', () => {
  it('is offered with a brief and a checklist, and taken with what was ticked', async () => {
    const key = await world.incidents.begin({ at: NOW });
    expect(await run('handOverIncident', { key, to: 'ben' })).toMatchObject({ code: 'NOT_ACKNOWLEDGED' });
    await run('acknowledgeIncident', { key });
    await run('assessIncident', { key, impact: 'no card works' });
    expect(await run('handOverIncident', { key, to: 'nobody-knows' })).toMatchObject({ code: 'UNKNOWN_PERSON' });
    expect(await run('handOverIncident', { key, to: 'ben', note: 'I have to sleep' })).toEqual({
      outcome: 'APPLIED',
      holder: { id: 'ada' },
    });
    const { commandOffer, availableActions } = await offerOf(key);
    expect(availableActions).toEqual(expect.arrayContaining(['ACCEPT_COMMAND', 'DECLINE_COMMAND', 'WITHDRAW_HAND_OVER']));
    expect(commandOffer).toMatchObject({
      from: { id: 'ada' },
      to: { id: 'ben' },
      note: 'I have to sleep',
      brief: expect.arrayContaining(['Impact: no card works', 'ada says: I have to sleep']),
    });
    const ticked = commandOffer?.checklist.slice(0, 2) ?? [];
    expect(await run('acceptCommand', { key, ticked })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await run('acceptCommand', { key, ticked: ['made up'] }, ben)).toMatchObject({ code: 'INVALID_INPUT', field: 'ticked' });
    expect(await run('acceptCommand', { key, ticked }, ben)).toEqual({ outcome: 'APPLIED', holder: { id: 'ben' } });
    expect((await offerOf(key)).commandOffer).toBeNull();
  });

  it('is declined by whoever is asked, and withdrawn by whoever offered it; a viewer does neither', async () => {
    const key = await world.incidents.begin({ at: NOW });
    await run('acknowledgeIncident', { key });
    await run('handOverIncident', { key, to: 'ben' });
    expect(await run('declineCommand', { key }, await world.token('ben', 'VIEWER'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await run('declineCommand', { key, reason: 'on a train' }, ben)).toEqual({ outcome: 'APPLIED', holder: { id: 'ada' } });
    await run('handOverIncident', { key, to: 'ben', checklist: ['the keys'] });
    expect((await offerOf(key)).commandOffer?.checklist).toEqual(['the keys']);
    expect(await run('withdrawHandOver', { key }, ben)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await run('withdrawHandOver', { key })).toMatchObject({ outcome: 'APPLIED' });
    const summaries = await world.ask(`query I($key: ID!) { incident(key: $key) { timeline(first: 100) { nodes { summary } } } }`, {
      variables: { key },
    });
    expect(JSON.stringify(summaries.data)).toContain('ben declined command: on a train');
  });

  it('[I10] of a restricted incident exists for nobody who was not called to it', async () => {
    const key = await world.incidents.begin({ at: NOW, visibility: 'RESTRICTED' });
    await run('acknowledgeIncident', { key });
    expect(await run('acceptCommand', { key }, await world.token('dan'))).toMatchObject({ code: 'NOT_FOUND' });
  });
});
