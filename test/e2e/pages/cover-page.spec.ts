import type { Browser } from 'playwright-core';
import type { CoverRequest } from '../../../domain/covers/cover-request.model.js';
import { HOUR_MS } from '../../../domain/instant.js';
import { aRequest } from '../../support/sample-requests.js';
import { inspect, launch, VIEWPORTS } from './browser.js';
import { get, hiddenFields, post, textOf } from './http.js';
import { NIGHT, type PageWorld, pageWorld } from './page-world.js';

let world: PageWorld;
beforeAll(async () => {
  world = await pageWorld();
});
beforeEach(() => world.setNow(NIGHT));
afterAll(() => world?.close());

let count = 0;
/** ada asks ben and chloe for two hours of her night; each request for hours of its own. */
async function waiting(more: Partial<CoverRequest> = {}): Promise<CoverRequest> {
  count += 1;
  const from = NIGHT + 4 * count * HOUR_MS;
  const said = { id: `COV-${count}`, from, to: from + 2 * HOUR_MS, askedAt: NIGHT, answerBy: from - HOUR_MS };
  return await world.cover.begin(aRequest({ ...said, ...more }));
}
const pathOf = ({ id }: CoverRequest, person: string): string => world.cover.mint(id, person).replace('http://127.0.0.1', '');
const linkIn = (path: string): string => new URL(path, 'http://x.example').searchParams.get('link') ?? '';

describe('[G1.1] the link of a request for cover', () => {
  it('shows who asks for when and why, changes nothing by GET, and accepts by its button', async () => {
    const request = await waiting({ reason: '<script>alert(1)</script>' });
    const path = pathOf(request, 'ben');
    const { status, body } = await get(world, path);
    expect(status).toBe(200);
    expect(textOf(body)).toContain('Ada Osei asks for cover from');
    expect(body).not.toContain('<script>alert');
    expect(await world.cover.find(request.id)).toEqual(request);

    const answer = await post(world, '/cover', { ...hiddenFields(body, 'cover'), answer: 'accept' });
    expect(answer).toMatchObject({ status: 303, location: path });
    const { body: after } = await get(world, answer.location);
    expect(textOf(after)).toContain('Ben Castillo covers');
    expect(after).not.toContain('<button');
    expect(await world.cover.find(request.id)).toMatchObject({ status: 'ACCEPTED', acceptedBy: 'ben' });
    expect((await post(world, '/cover', { link: linkIn(pathOf(request, 'chloe')), answer: 'accept' })).status).toBe(409);
  });

  it('declines by its other button, and whoever declined may still cover', async () => {
    const request = await waiting();
    const link = linkIn(pathOf(request, 'ben'));
    expect((await post(world, '/cover', { link, answer: 'decline' })).status).toBe(303);
    const { body } = await get(world, pathOf(request, 'ben'));
    expect(textOf(body)).toContain('You declined.');
    expect(body).not.toContain('value="decline"');
    await post(world, '/cover', { link, answer: 'accept' });
    expect(await world.cover.find(request.id)).toMatchObject({ status: 'ACCEPTED', declined: [] });
  });

  it('lets nobody but who was asked answer, after the deadline nobody, and a forged or damaged link does nothing', async () => {
    const request = await waiting();
    const asker = pathOf(request, 'ada');
    expect((await get(world, asker)).body).not.toContain('<button');
    expect((await post(world, '/cover', { link: linkIn(asker), answer: 'accept' })).status).toBe(403);
    const token = linkIn(pathOf(request, 'ben'));
    const handoff = linkIn(world.handoff.mint(request.id, 'ben'));
    for (const link of [
      '',
      'tc1',
      `${token}x`,
      handoff,
      handoff.replace('th1.', 'tc1.'),
      `tc1.${Buffer.from('["COV-1","ben"]').toString('base64url')}.AAAA`,
    ])
      for (const answer of ['accept', 'decline']) expect((await post(world, '/cover', { link, answer })).status).toBe(403);
    for (const answer of ['', 'toString', 'find']) expect((await post(world, '/cover', { link: token, answer })).status).toBe(422);
    world.setNow(request.answerBy);
    expect((await get(world, pathOf(request, 'ben'))).body).not.toContain('<button');
    expect((await post(world, '/cover', { link: token, answer: 'accept' })).status).toBe(409);
    expect(await world.cover.find(request.id)).toEqual(request);
    expect((await get(world, pathOf({ ...request, id: 'COV-999' }, 'ben'))).status).toBe(404);
  });
});

describe('[G1.1] the page of a request for cover', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it('is one small page that everybody can read, in the light and in the dark', async () => {
    const { body } = await get(world, pathOf(await waiting(), 'ben'));
    expect(Buffer.byteLength(body)).toBeLessThan(20 * 1_024);
    for (const scheme of ['light', 'dark'] as const) {
      const { violations, width } = await inspect(browser, body, { scheme });
      expect(violations).toEqual([]);
      expect(width).toBeLessThanOrEqual(VIEWPORTS.phone.width);
    }
  });
});
