import { proofOf } from '../../../services/notifications/method-proof.js';
import { VerifiedMethodsService } from '../../../services/notifications/verified-methods.service.js';
import { poolOf } from '../../../services/persistence/sql.js';
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

describe('[G1.1] a contact method over which nobody has ever answered', () => {
  const ASK = '{ readiness { kind entry problem fix person method } }';
  const unverified = async (): Promise<readonly unknown[]> =>
    (pick((await world.ask(ASK)).data, 'readiness') as { kind: string }[]).filter(({ kind }) => kind === 'NEVER_VERIFIED');
  const of = (method: string, entry: string) => ({
    kind: 'NEVER_VERIFIED',
    entry,
    problem: `ada has never answered a page over ${method}`,
    fix: `tocsin page ada --test, and let them press the link that comes over ${method}`,
    person: 'ada',
    method,
  });
  const [ntfy, email] = [of('ntfy', 'people.ada.contact.ntfy'), of('email', 'people.ada.email')];

  it('is not ready, each alone, until the link that came over it is pressed; a new address is another one', async () => {
    const verified = new VerifiedMethodsService(poolOf(world.dataSource));
    const press = (channel: 'email' | 'ntfy', address: string) =>
      verified.note({ person: 'ada', proof: proofOf({ id: channel, channel, address }), incidentKey: 'INC-1', at: NOW });
    expect(await unverified()).toEqual(expect.arrayContaining([ntfy, email]));
    await press('email', 'ada@before.example');
    expect(await unverified()).toContainEqual(email);
    for (let times = 0; times < 2; times += 1) await press('email', 'ada@escrowplatform.example');
    expect(await unverified()).not.toContainEqual(email);
    expect(await unverified()).toContainEqual(ntfy);
    await press('ntfy', 'escrow-ada-7f3kq9vw2mzx84th');
    expect(await unverified()).not.toContainEqual(ntfy);
  });

  it('is none that pages nobody', async () => {
    expect((await unverified()).map((one) => (one as { person: string }).person)).not.toContain('security-lead');
  });
});
