import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';

let world: GraphqlWorld;
beforeAll(async () => {
  world = await graphqlWorld();
});
afterAll(async () => {
  await world.close();
});

const shifts = (from: string, to: string, schedule = 'secondary'): string =>
  `{ schedule(id: "${schedule}") { id timezone shifts(from: "${from}", to: "${to}") { person { id } from to origin entry } } }`;

describe('[G1.1] a schedule', () => {
  it('has shifts, cut to what was asked for, each with the entry of the handbook that gave it', async () => {
    const { data, errors } = await world.ask(shifts('2026-11-28T00:00:00Z', '2026-12-08T00:00:00Z'));
    expect(errors).toBeUndefined();
    const given = { origin: 'ROTATION', entry: 'schedules.on-call.rotation' };
    expect(pick(data, 'schedule.shifts')).toEqual([
      { person: { id: 'ben' }, from: '2026-11-28T00:00:00.000Z', to: '2026-11-30T14:00:00.000Z', ...given },
      { person: { id: 'chloe' }, from: '2026-11-30T14:00:00.000Z', to: '2026-12-07T14:00:00.000Z', ...given },
      { person: { id: 'dan' }, from: '2026-12-07T14:00:00.000Z', to: '2026-12-08T00:00:00.000Z', ...given },
    ]);
  });

  it('is refused where there is none, and a time that is none or too long', async () => {
    const unknown = await world.ask(shifts('2026-11-28T00:00:00Z', '2026-12-08T00:00:00Z', '__proto__'));
    expect(unknown.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'schedule' });
    for (const to of ['2026-11-28T00:00:00Z', '2028-01-01T00:00:00Z']) {
      const { errors } = await world.ask(shifts('2026-11-28T00:00:00Z', to));
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'to' });
    }
  });
});

it('[G1.1] who has never acknowledged a test page is not ready, until they have', async () => {
  const unready = async (): Promise<unknown> => (await world.ask('{ readiness { kind entry problem fix } }')).data?.['readiness'];
  const ada = {
    kind: 'NEVER_VERIFIED',
    entry: 'people.ada',
    problem: 'ada has never acknowledged a test page',
    fix: 'tocsin page ada --test',
  };
  expect(await unready()).toContainEqual(ada);
  const key = await world.incidents.begin({ at: NOW });
  await world.dataSource.query(`UPDATE incidents SET holder = 'ada', acknowledged_at = detected_at WHERE key = $1`, [key]);
  expect(await unready()).toContainEqual(ada);
  await world.dataSource.query('UPDATE incidents SET test = true WHERE key = $1', [key]);
  expect(await unready()).not.toContainEqual(ada);
});
