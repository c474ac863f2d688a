import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';

let world: GraphqlWorld;
beforeAll(async () => {
  world = await graphqlWorld();
});
afterAll(() => world.close());

const POSTS = 'statusPosts { id phase text state components impact draftedBy { id } publishedBy { id } publishedAt refusal }';

async function run(mutation: string, fields: string): Promise<unknown> {
  const { data, errors } = await world.ask(
    `mutation { it: ${mutation}(input: { ${fields} }) { outcome commandId incident { availableActions ${POSTS} } } }`,
  );
  return errors?.[0]?.extensions ?? pick(data, 'it');
}

async function classified(visibility: 'INTERNAL' | 'RESTRICTED' = 'INTERNAL'): Promise<string> {
  const key = await world.incidents.begin({ at: NOW, visibility });
  if (visibility === 'INTERNAL') await run('classifyIncident', `key: "${key}", severity: SEV1`);
  return key;
}

describe('[G2.5] status posts over GraphQL', () => {
  it('are drafted by classifying, published with one command, and read on the incident', async () => {
    const key = await classified();
    const { data } = await world.ask(`{ incident(key: "${key}") { availableActions ${POSTS} } }`);
    expect(pick(data, 'incident.availableActions')).toEqual(expect.arrayContaining(['PUBLISH_STATUS_POST', 'DISCARD_STATUS_POST']));
    expect(pick(data, 'incident.statusPosts')).toEqual([
      expect.objectContaining({ id: `${key}/post/1`, phase: 'INVESTIGATING', state: 'DRAFT', draftedBy: null, publishedBy: null }),
    ]);
    const sent = await run('publishStatusPost', `key: "${key}", post: "${key}/post/1", text: "Cards fail.", commandId: "send"`);
    expect(sent).toMatchObject({
      outcome: 'APPLIED',
      commandId: 'send',
      incident: { statusPosts: [{ state: 'PUBLISHING', text: 'Cards fail.', publishedBy: { id: 'ada' }, impact: 'CRITICAL' }] },
    });
    expect(await run('publishStatusPost', `key: "${key}", post: "${key}/post/1"`)).toMatchObject({ outcome: 'ALREADY' });
  });

  it('are written and discarded by people', async () => {
    const key = await classified();
    const drafted = await run('draftStatusPost', `key: "${key}", phase: IDENTIFIED, text: "A bad deploy.", components: ["api"]`);
    expect(drafted).toMatchObject({
      outcome: 'APPLIED',
      incident: { statusPosts: [{}, { draftedBy: { id: 'ada' }, components: ['api'] }] },
    });
    expect(await run('discardStatusPost', `key: "${key}", post: "${key}/post/2"`)).toMatchObject({
      outcome: 'APPLIED',
      incident: { statusPosts: [{}] },
    });
  });

  it('are refused with a code: unknown posts and components, texts that nobody reads, a bare incident', async () => {
    const key = await classified();
    expect(await run('publishStatusPost', `key: "${key}", post: "nothing"`)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await run('draftStatusPost', `key: "${key}", phase: IDENTIFIED, components: ["moon"]`)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await run('draftStatusPost', `key: "${key}", phase: IDENTIFIED, text: "${'x'.repeat(2_001)}"`)).toMatchObject({
      code: 'INVALID_INPUT',
    });
    const open = await world.incidents.begin({ at: NOW });
    expect(await run('draftStatusPost', `key: "${open}", phase: IDENTIFIED`)).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('publishStatusPost', `key: "${open}", post: "${open}/post/1"`)).toMatchObject({ code: 'NOT_CLASSIFIED' });
  });

  it('[I10] a restricted incident refuses whoever sees it, and does not exist for whoever does not', async () => {
    const key = await classified('RESTRICTED');
    const admin = await world.token('cto', 'ADMIN');
    const document = `mutation { publishStatusPost(input: { key: "${key}", post: "${key}/post/1" }) { outcome } }`;
    const before = world.incidents.state(key);
    expect((await world.ask(document, { token: admin })).errors?.[0]?.extensions).toMatchObject({ code: 'RESTRICTED_INCIDENT' });
    expect((await world.ask(document, { token: await world.token('dan') })).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    expect(world.incidents.state(key)).toEqual(before);
  });

  it('the page as the public reads it needs a token here', async () => {
    const { data } = await world.ask('{ statusPage { name path indicator ongoing components { id name state } updatedAt } }');
    expect(pick(data, 'statusPage')).toMatchObject({ name: 'Escrow Platform Status', path: '/status', indicator: 'NONE', updatedAt: null });
    expect(pick(data, 'statusPage.components')).toContainEqual({ id: 'payments', name: 'Payments', state: 'OPERATIONAL' });
    expect((await world.ask('{ statusPage { name } }', { token: null })).errors?.[0]?.extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
