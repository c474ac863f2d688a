import type { Browser } from 'playwright-core';
import type { Handoff } from '../../../domain/handoffs/handoff.model.js';
import { MINUTE_MS } from '../../../domain/instant.js';
import { inspect, launch, VIEWPORTS } from './browser.js';
import { get, hiddenFields, post, textOf } from './http.js';
import { NIGHT, type PageWorld, pageWorld } from './page-world.js';

let world: PageWorld;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([pageWorld(), launch()]);
});
afterAll(async () => {
  await Promise.all([world?.close(), browser?.close()]);
});

let count = 0;
async function pending(): Promise<Handoff> {
  count += 1;
  const at = NIGHT + count * MINUTE_MS;
  return await world.handoff.begin({
    id: `on-call/${count}`,
    rule: 'weekly',
    schedule: 'on-call',
    outgoing: 'ada',
    incoming: 'ben',
    at,
    acceptBy: at + 30 * MINUTE_MS,
    status: 'PENDING',
    acceptedAt: null,
  });
}
const pathOf = ({ id }: Handoff, person: string): string => world.handoff.mint(id, person).replace('http://127.0.0.1', '');
const linkIn = (path: string): string => new URL(path, 'http://x.example').searchParams.get('link') ?? '';

describe('[G1.3] a handoff link', () => {
  it('shows who hands over to whom, changes nothing by GET, and accepts by its one button', async () => {
    const handoff = await pending();
    const path = pathOf(handoff, 'ben');
    const { status, body } = await get(world, path);
    expect(status).toBe(200);
    expect(textOf(body)).toContain('Ben Castillo takes over from Ada Osei');
    expect(await world.handoff.find(handoff.id)).toMatchObject({ status: 'PENDING' });

    const answer = await post(world, '/handoff', hiddenFields(body, 'handoff'));
    expect(answer).toMatchObject({ status: 303, location: path });
    const { body: after } = await get(world, answer.location);
    expect(textOf(after)).toContain('Accepted');
    expect(after).not.toContain('<button class="go"');
    expect(await world.handoff.find(handoff.id)).toMatchObject({ status: 'ACCEPTED' });
  });

  it('lets nobody but the incoming person accept, and no forged or damaged link anything', async () => {
    const handoff = await pending();
    const outgoing = pathOf(handoff, 'ada');
    expect((await get(world, outgoing)).body).not.toContain('I take over');
    expect((await post(world, '/handoff', { link: linkIn(outgoing) })).status).toBe(403);
    const token = linkIn(pathOf(handoff, 'ben'));
    for (const link of [
      '',
      'th1',
      `${token}x`,
      token.replace('th1.', 'tl1.'),
      `th1.${Buffer.from('["a","ben"]').toString('base64url')}.AAAA`,
    ])
      expect((await post(world, '/handoff', { link })).status).toBe(403);
    expect(await world.handoff.find(handoff.id)).toMatchObject({ status: 'PENDING' });
  });

  it('is one small page that everybody can read, in the light and in the dark', async () => {
    const { body } = await get(world, pathOf(await pending(), 'ben'));
    expect(Buffer.byteLength(body)).toBeLessThan(20 * 1_024);
    for (const scheme of ['light', 'dark'] as const) {
      const { violations, width } = await inspect(browser, body, { scheme });
      expect(violations).toEqual([]);
      expect(width).toBeLessThanOrEqual(VIEWPORTS.phone.width);
    }
  });
});
