import type { Browser } from 'playwright-core';
import { inspect, launch, VIEWPORTS, visitor } from './browser.js';
import { get, hiddenFields, post, textOf } from './http.js';
import { NIGHT, type PageWorld, pageWorld, STARTED } from './page-world.js';

let world: PageWorld;
let browser: Browser;
let ada: string;
beforeAll(async () => {
  world = await pageWorld();
  browser = await launch();
  ada = await world.signIn('ada');
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});
beforeEach(() => world.setNow(NIGHT));

async function submit(key: string, segment: string, fields: Record<string, string> = {}) {
  const page = await get(world, `/incidents/${key}`, { cookie: ada });
  return await post(world, `/incidents/${key}/${segment}`, { ...hiddenFields(page.body, segment), ...fields }, { cookie: ada });
}

async function classified(visibility: 'INTERNAL' | 'RESTRICTED' = 'INTERNAL'): Promise<string> {
  const key = await world.incidents.begin({ at: STARTED, visibility });
  const by = { person: 'ada', via: 'API' as const, verified: true };
  await world.incidents.apply(key, { kind: 'classify', severity: 'SEV1', by }, STARTED + 60_000);
  return key;
}

const posts = (key: string) => world.incidents.state(key).statusPage?.posts ?? [];

describe('[G2.5] the status posts of an incident, on its page', () => {
  it('a draft is shown as it would be read, and one press tells the public', async () => {
    const key = await classified();
    const { body } = await get(world, `/incidents/${key}`, { cookie: ada });
    expect(textOf(body)).toContain('We are looking into a problem with Payments');
    const { location } = await submit(key, 'publish-status-post', { text: posts(key)[0]?.text ?? '', components: 'payments' });
    expect(posts(key)[0]).toMatchObject({ state: 'PUBLISHING', publishedBy: 'ada' });
    expect(textOf((await get(world, location, { cookie: ada })).body)).toContain('On its way to the status page.');
  });

  it('a person writes one of their own, and discards it', async () => {
    const key = await classified();
    await submit(key, 'draft-status-post', { phase: 'IDENTIFIED', text: 'A bad deploy.', components: 'payments, api' });
    expect(posts(key)[1]).toMatchObject({ text: 'A bad deploy.', components: ['payments', 'api'], draftedBy: 'ada' });
    await submit(key, 'discard-status-post', { post: `${key}/post/2`, reason: 'wrong' });
    expect(posts(key)).toHaveLength(1);
  });

  it('what is refused says why beside the form, with what was typed', async () => {
    const key = await classified();
    const { body } = await submit(key, 'publish-status-post', { text: 'x'.repeat(2_001) });
    expect(textOf(body)).toContain('text must have 1 to 2000 characters');
    expect(body).toContain('x'.repeat(2_001));
    expect(posts(key)[0]?.state).toBe('DRAFT');
  });

  it('[I10] a restricted incident offers none of it', async () => {
    const key = await classified('RESTRICTED');
    const { body } = await get(world, `/incidents/${key}`, { cookie: await world.signIn('cto', 'ADMIN') });
    expect(body).toContain('/classify"');
    expect(body).not.toMatch(/status-post/);
  });

  it.each(['light', 'dark'] as const)('the forms are accessible and fit a phone, %s', async (scheme) => {
    const key = await classified();
    const { page, context } = await visitor(browser, world.url, { scheme, cookie: ada });
    await page.goto(`${world.url}/incidents/${key}`);
    for (const summary of await page.locator('summary').all()) if (await summary.isVisible()) await summary.click();
    const shot = process.env.TOCSIN_SCREENSHOTS;
    if (shot) await page.screenshot({ path: `${shot}/forms-${scheme}.png`, fullPage: true });
    const { violations, width } = await inspect(browser, await page.content(), { scheme });
    expect(violations).toEqual([]);
    expect(width).toBeLessThanOrEqual(VIEWPORTS.phone.width);
    await context.close();
  });
});
