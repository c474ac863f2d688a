import { HandoffsRepository } from '../../../services/handoffs/handoffs.repository.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { type GraphqlWorld, graphqlWorld, NOW } from './graphql-world.js';

let world: GraphqlWorld;
beforeAll(async () => {
  world = await graphqlWorld();
  const handoffs = new HandoffsRepository(poolOf(world.dataSource));
  const acceptBy = NOW + 1_800_000;
  const pending = { rule: 'weekly', schedule: 'on-call', outgoing: 'ada', incoming: 'ben', at: NOW, acceptBy, acceptedAt: null } as const;
  await handoffs.begin({ id: 'on-call/2026-11-24T12:00Z', ...pending, status: 'PENDING' }, 'a workflow');
});
afterAll(() => world.close());

const ACCEPT = 'mutation ($id: ID!) { acceptHandoff(input: { id: $id }) { outcome handoff { status acceptedAt } } }';
const id = 'on-call/2026-11-24T12:00Z';

describe('[G1.3] handoffs in the API', () => {
  it('are listed, and stand beside who is on call until somebody accepts', async () => {
    const { data } = await world.ask(
      '{ handoffs { id status outgoing { id } incoming { id } } onCall { schedule handoff { id status } } }',
    );
    expect(data).toMatchObject({ handoffs: [{ id, status: 'PENDING', outgoing: { id: 'ada' }, incoming: { id: 'ben' } }] });
    expect((data as { onCall: { schedule: string; handoff: unknown }[] }).onCall.filter((one) => one.handoff !== null)).toEqual([
      { schedule: 'on-call', handoff: { id, status: 'PENDING' } },
    ]);
  });

  it('are accepted by the incoming person alone, once', async () => {
    const asBen = { token: await world.token('ben'), variables: { id } };
    expect(await world.ask(ACCEPT, { variables: { id } })).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(await world.ask(ACCEPT, asBen)).toMatchObject({
      data: { acceptHandoff: { outcome: 'APPLIED', handoff: { status: 'ACCEPTED' } } },
    });
    expect(await world.ask(ACCEPT, asBen)).toMatchObject({ data: { acceptHandoff: { outcome: 'ALREADY' } } });
  });

  it('[I10] of a restricted incident exist for administrators and whoever is asked alone', async () => {
    const key = await world.incidents.begin({ at: NOW, visibility: 'RESTRICTED' });
    const over = `${key}/resolved/1`;
    await new HandoffsRepository(poolOf(world.dataSource)).begin(
      {
        id: over,
        rule: 'resolution',
        schedule: 'on-call',
        incidentKey: key,
        outgoing: null,
        incoming: 'chloe',
        at: NOW,
        acceptBy: NOW,
        status: 'PENDING',
        acceptedAt: null,
      },
      'another workflow',
    );
    const listed = async (token: string): Promise<readonly (string | null)[]> => {
      const { data } = await world.ask('{ handoffs { id incidentKey } onCall { handoff { id } } }', { token });
      const { handoffs, onCall } = data as { handoffs: { incidentKey: string | null }[]; onCall: { handoff: { id: string } | null }[] };
      expect(onCall.map((one) => one.handoff?.id)).not.toContain(over);
      return handoffs.map(({ incidentKey }) => incidentKey);
    };
    expect(await listed(await world.token('chloe'))).toContain(key);
    expect(await listed(await world.token('dan', 'ADMIN'))).toContain(key);
    expect(await listed(await world.token('ben'))).not.toContain(key);
    const accept = async (person: string) => await world.ask(ACCEPT, { token: await world.token(person), variables: { id: over } });
    expect(await accept('ben')).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(await accept('chloe')).toMatchObject({ data: { acceptHandoff: { outcome: 'APPLIED' } } });
  });

  it('that do not exist, and viewers who may not respond, are refused with a code', async () => {
    expect(await world.ask(ACCEPT, { variables: { id: 'on-call/never' } })).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    const asViewer = { token: await world.token('ben', 'VIEWER'), variables: { id } };
    expect(await world.ask(ACCEPT, asViewer)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});
