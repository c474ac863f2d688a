import { get, hiddenFields, post, textOf } from './http.js';
import { NIGHT, type PageWorld, pageWorld, STARTED } from './page-world.js';

let world: PageWorld;
let ada: string;
beforeAll(async () => {
  world = await pageWorld();
  ada = await world.signIn('ada');
});
afterAll(async () => {
  await world?.close();
});
beforeEach(() => world.setNow(NIGHT));

const submit = async (key: string, segment: string, fields: Record<string, string> = {}) => {
  const { body } = await get(world, `/incidents/${key}`, { cookie: ada });
  return await post(world, `/incidents/${key}/${segment}`, { ...hiddenFields(body, segment), ...fields }, { cookie: ada });
};

async function offered(): Promise<string> {
  const key = await world.incidents.begin({ at: STARTED });
  await submit(key, 'acknowledge');
  await submit(key, 'assess', { impact: 'no <card> works' });
  expect((await submit(key, 'hand-over', { to: 'ben', note: 'I have to sleep' })).status).toBe(303);
  return key;
}

describe('[G1.3] handing over command on the incident page', () => {
  it('shows the brief to everybody, and to whoever offered it that they have it still', async () => {
    const key = await offered();
    const { body } = await get(world, `/incidents/${key}`, { cookie: ada });
    expect(textOf(body)).toContain('Impact: no <card> works');
    expect(textOf(body)).toContain('You have it');
    expect(body).not.toContain('/accept-command"');
    expect((await submit(key, 'withdraw-hand-over')).status).toBe(303);
    expect(world.incidents.state(key)).toMatchObject({ holder: { person: 'ada' } });
    expect(world.incidents.state(key).offer).toBeUndefined();
  });

  it('is taken by the link of the page, with the boxes that were ticked', async () => {
    const key = await offered();
    const { generation } = world.incidents.state(key);
    const { path } = world.link({ incidentKey: key, person: 'ben', generation, step: -1 });
    const { body } = await get(world, path);
    expect(textOf(body)).toContain('I take command');
    expect(textOf(body)).toContain('ada says: I have to sleep'.replace('ada', ''));
    const fields = Object.entries(hiddenFields(body, 'accept-command'));
    const ticked = [...body.matchAll(/name="ticked" value="([^"]*)"/g)].map(([, item = '']) => item);
    expect(ticked).toContain('What was promised to whom');
    const sent = await post(world, `/incidents/${key}/accept-command`, [
      ...fields,
      ['ticked', ticked[0] ?? ''],
      ['ticked', ticked[2] ?? ''],
    ]);
    expect(sent.status).toBe(303);
    expect(textOf((await get(world, sent.location)).body)).toContain('You have command.');
    expect(world.incidents.received.at(-1)).toMatchObject({
      by: { person: 'ben', via: 'LINK' },
      command: { kind: 'acceptCommand', ticked: [ticked[0], ticked[2]] },
    });
    expect(world.incidents.state(key).holder?.person).toBe('ben');
  });

  it('is declined by the link, and offered to nobody else by theirs', async () => {
    const key = await offered();
    const { generation } = world.incidents.state(key);
    const chloe = await get(world, world.link({ incidentKey: key, person: 'chloe', generation, step: -1 }).path);
    expect(chloe.body).not.toContain('/accept-command"');
    const { body } = await get(world, world.link({ incidentKey: key, person: 'ben', generation, step: -1 }).path);
    expect((await post(world, `/incidents/${key}/decline-command`, hiddenFields(body, 'decline-command'))).status).toBe(303);
    expect(world.incidents.state(key)).toMatchObject({ holder: { person: 'ada' } });
    const after = await get(world, `/incidents/${key}`, { cookie: ada });
    expect(textOf(after.body)).toContain('declined command');
  });
});
