import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { type GraphqlWorld, graphqlWorld, NOW } from './graphql-world.js';

let world: GraphqlWorld;
const clients: Client[] = [];
beforeAll(async () => {
  world = await graphqlWorld();
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await world.close();
});

interface Changed {
  readonly incidentChanged: { readonly key: string; readonly status: string; readonly holder: { readonly id: string } | null };
}

const connect = async (token: string | undefined): Promise<Client> => {
  const client = createClient({
    url: `${world.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    ...(token === undefined ? {} : { connectionParams: { Authorization: `Bearer ${token}` } }),
  });
  clients.push(client);
  return client;
};

/** What arrives, until `enough` says so; fails after half a minute. */
async function collect(client: Client, filter: object | null, enough: (seen: readonly Changed[]) => boolean): Promise<readonly Changed[]> {
  const query = 'subscription Watch($filter: IncidentFilterInput) { incidentChanged(filter: $filter) { key status holder { id } } }';
  const seen: Changed[] = [];
  const stream = client.iterate<Changed>({ query, variables: { filter } });
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`saw only ${JSON.stringify(seen)}`)), 30_000).unref();
  });
  const walk = async () => {
    for await (const { data } of stream) {
      if (data != null) seen.push(data);
      if (enough(seen)) return seen;
    }
    return seen;
  };
  return Promise.race([walk(), late]);
}

/** Asks for changes until `happens` is seen, since nothing says when a subscription has begun. */
async function until<T>(pending: Promise<T>, happens: () => Promise<unknown>): Promise<T> {
  let over = false;
  const done = pending.finally(() => {
    over = true;
  });
  const stir = async () => {
    while (!over) {
      await happens();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const [seen] = await Promise.all([done, stir()]);
  return seen;
}

const note = (key: string) => () =>
  world.incidents.apply(key, { kind: 'addNote', text: 'looking', by: { person: 'ada', via: 'API', verified: true } }, NOW);

describe('incidentChanged', () => {
  it('sends an incident as it is after each change that a projection committed', async () => {
    const key = await world.incidents.begin({ at: NOW });
    const client = await connect(await world.token('ben'));
    const seen = collect(client, { keys: [key] }, (all) => all.some((one) => one.incidentChanged.holder?.id === 'ada'));
    let acknowledged = false;
    const result = await until(seen, async () => {
      await note(key)();
      if (!acknowledged) await world.incidents.apply(key, { kind: 'acknowledge', by: { person: 'ada', via: 'API', verified: true } }, NOW);
      acknowledged = true;
    });
    expect(result.every(({ incidentChanged }) => incidentChanged.key === key)).toBe(true);
  });

  it('[I10] tells a stranger nothing of a restricted incident, and its holder everything', async () => {
    const hidden = await world.incidents.begin({ at: NOW, visibility: 'RESTRICTED' });
    await world.incidents.apply(hidden, { kind: 'acknowledge', by: { person: 'chloe', via: 'API', verified: true } }, NOW);
    const open = await world.incidents.begin({ at: NOW });
    const both = async () => {
      await note(hidden)();
      await note(open)();
    };
    const stranger = collect(
      await connect(await world.token('eve')),
      null,
      (all) => all.filter((one) => one.incidentChanged.key === open).length >= 3,
    );
    const holder = collect(await connect(await world.token('chloe')), { keys: [hidden] }, (all) => all.length >= 2);
    const [seen] = await Promise.all([until(stranger, both), holder]);
    expect(seen.map(({ incidentChanged }) => incidentChanged.key)).not.toContain(hidden);
  });

  it('goes on after PostgreSQL cut the connection that listens', async () => {
    const key = await world.incidents.begin({ at: NOW });
    const client = await connect(await world.token('ben'));
    await until(
      collect(client, { keys: [key] }, (all) => all.length >= 1),
      note(key),
    );
    await world.dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tocsin-changes' AND datname = current_database()`,
    );
    await until(
      collect(client, { keys: [key] }, (all) => all.length >= 1),
      note(key),
    );
  });

  it('ends with the token that opened it: nothing more is sent, asked or done', async () => {
    const [key, other] = [await world.incidents.begin({ at: NOW }), await world.incidents.begin({ at: NOW })];
    const admin = await world.access.authenticate(await world.access.issueAdminToken('root'));
    const request = { name: 'watch', owner: { person: 'ben' }, role: 'RESPONDER', expiresAt: null } as const;
    const { token, view } = await world.access.createToken(admin, request);
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const heard: string[] = [];
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    const heardOf = (text: string) =>
      new Promise<void>((resolve) => socket.on('message', (data: Buffer) => data.toString('utf8').includes(text) && resolve()));
    socket.on('message', (data: Buffer) => heard.push(data.toString('utf8')));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })));
    await heardOf('connection_ack');
    const ask = (id: string, query: string) => socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }));
    ask('watch', 'subscription { incidentChanged { key holder { id } } }');
    await until(heardOf(key), note(key));
    ask('before', '{ viewer { role } }');
    await heardOf('"role":"RESPONDER"');
    await world.access.revokeToken(admin, view.id);
    await world.incidents.apply(other, { kind: 'acknowledge', by: { person: 'ada', via: 'API', verified: true } }, NOW);
    ask('after', `mutation { acknowledgeIncident(input: { key: "${key}" }) { outcome } }`);
    expect(await closed).toBe(4401);
    expect(heard.join()).not.toContain('"ada"');
    expect(world.incidents.state(key).holder).toBeNull();
  });

  it('refuses whoever proves nothing, and closes on a wrong token', async () => {
    const anonymous = await connect(undefined);
    const refused = await new Promise<unknown>((resolve) => {
      anonymous.subscribe(
        { query: 'subscription { incidentChanged { key } }' },
        { next: resolve, error: resolve, complete: () => resolve('complete') },
      );
    });
    expect(JSON.stringify(refused)).toContain('UNAUTHENTICATED');
    const closed = await new Promise<number>((resolve) => {
      const socket = new WebSocket(`${world.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer toc_wrong' } })));
      socket.on('close', resolve);
    });
    expect(closed).toBe(4401);
  });
});
