import type { Browser } from 'playwright-core';
import { HOUR_MS, MINUTE_MS } from '../../../domain/instant.js';
import { inspect, launch, VIEWPORTS, type Visit, visitor, widthOf } from './browser.js';
import { get, hiddenFields, post, textOf } from './http.js';
import { NIGHT, type PageWorld, pageWorld, STARTED } from './page-world.js';

const BUDGET = 20 * 1024;
const BIDI = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/;
const LOOKS: readonly Required<Pick<Visit, 'device' | 'scheme'>>[] = [
  { device: 'phone', scheme: 'light' },
  { device: 'phone', scheme: 'dark' },
  { device: 'desktop', scheme: 'light' },
  { device: 'desktop', scheme: 'dark' },
];
const HOSTILE: readonly (readonly [string, string])[] = [
  ['tags', `<script>alert(1)</script><img src=x onerror=alert(1)>`],
  ['attributes', `" onmouseover="alert(1)" x="`],
  ['overrides and escapes', `\u202Egnp.exe\u202C \u0007\u001b[31mred`],
  ['very long words', 'ÄNotAWordThatEnds'.repeat(60)],
  ['closing tags', `</title></style></textarea><base href=https://evil.example>`],
  ['characters that grow when escaped', `&lt;b&gt; ${'"<>&'.repeat(300)}`],
];

let world: PageWorld;
let browser: Browser;
beforeAll(async () => {
  world = await pageWorld();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});
beforeEach(() => world.setNow(NIGHT));

/** Hours of work by several people, with everything that can stand in a timeline. */
async function longIncident(title: string, texts: readonly string[]): Promise<string> {
  const key = await world.incidents.begin({ at: STARTED, title });
  const by = { person: 'ada', via: 'API' as const, verified: true };
  await world.incidents.fires(
    key,
    STARTED,
    [...texts, ...texts].map((text, i) => ({
      name: text,
      summary: text.repeat(3),
      sourceUrl: 'https://prometheus.example/graph?g0.expr=' + 'x'.repeat(300),
      runbookUrl: `https://runbooks.example/${i}`,
    })),
  );
  await world.incidents.pass(key, STARTED + 40 * MINUTE_MS);
  await world.incidents.apply(key, { kind: 'acknowledge', by }, STARTED + 41 * MINUTE_MS);
  for (let i = 0; i < 30; i += 1)
    await world.incidents.apply(
      key,
      { kind: 'addNote', text: texts[i % texts.length]?.repeat(4) ?? '', by },
      STARTED + (42 + i) * MINUTE_MS,
    );
  await world.incidents.apply(key, { kind: 'unacknowledge', by, reason: texts[0] ?? '' }, STARTED + 2 * HOUR_MS);
  await world.incidents.pass(key, STARTED + 3 * HOUR_MS);
  world.setNow(STARTED + 3 * HOUR_MS);
  return key;
}

describe('the incident page at night', () => {
  it.each(LOOKS)('is accessible, fits its screen and asks no other host, with and without signing in: $device, $scheme', async (look) => {
    const key = await world.incidents.begin({ at: STARTED });
    await world.incidents.fires(key, STARTED, [
      { name: 'ErrorRateHigh', summary: 'error rate 12 % for 5 minutes', sourceUrl: 'https://prometheus.example/graph' },
    ]);
    const cookie = await world.signIn('ada');
    const paths = [world.link({ incidentKey: key, person: 'ben' }).path, `/incidents/${key}`];
    const others = ['/incidents', '/incidents?state=all', '/sign-in', '/incidents/INC-9'];
    for (const path of look.device === 'phone' ? [...paths, ...others] : paths) {
      const { page, context, foreign } = await visitor(browser, world.url, {
        ...look,
        ...(path.includes('link=') || path === '/sign-in' ? {} : { cookie }),
      });
      await page.goto(world.url + path);
      for (const summary of await page.locator('details:not(details details) > summary').all()) await summary.click();
      const { violations, width } = await inspect(browser, await page.content(), look);
      expect([path, violations, foreign]).toEqual([path, [], []]);
      expect(width).toBeLessThanOrEqual(VIEWPORTS[look.device].width);
      await context.close();
    }
  });

  it('acknowledges with one thumb, without JavaScript: the button comes first, is large, and is in reach without scrolling', async () => {
    const key = await world.incidents.begin({ at: STARTED });
    const { page, context } = await visitor(browser, world.url, { scheme: 'dark' });
    await page.goto(world.url + world.link({ incidentKey: key }).path);
    const first = page.locator('main button').first();
    expect(await first.textContent()).toBe('Acknowledge');
    const box = await first.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(56);
    expect(box?.width).toBeGreaterThanOrEqual(340);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(VIEWPORTS.phone.height);
    await first.click();
    expect(await page.locator('.notice').textContent()).toBe('You have it.');
    expect(world.incidents.state(key).holder?.person).toBe('ada');
    await context.close();
  });

  it('sends every form from a browser, and a refused one comes back open with its reason', async () => {
    const key = await world.incidents.begin({ at: STARTED });
    await world.incidents.fires(key, STARTED, [{ name: 'ErrorRateHigh', summary: 'x' }]);
    const { page, context } = await visitor(browser, world.url, { cookie: await world.signIn('ada') });
    await page.goto(`${world.url}/incidents/${key}`);
    await page.click('#addNote summary');
    await page.fill('#addNote textarea', 'looking at the gateway');
    await page.click('#addNote button');
    expect(await page.locator('.timeline').textContent()).toContain('looking at the gateway');
    await page.click('#resolve summary');
    await page.fill('#resolve input[name=text]', 'rolled back');
    await page.click('#resolve button');
    expect(await page.locator('#resolve .notice').textContent()).toContain('1 alert is still firing');
    expect(await page.locator('#resolve input[name=text]').inputValue()).toBe('rolled back');
    await page.check('#resolve input[name=confirm]');
    await page.click('#resolve button');
    expect(world.incidents.state(key).status).toBe('RESOLVED');
    await context.close();
  });
});

describe('hostile texts', () => {
  it.each(HOSTILE)('stay text, on one screen and in the budget: %s', async (_, text) => {
    const key = await longIncident(text, [text]);
    const cookie = await world.signIn('ada');
    for (const [path, headers] of [
      [world.link({ incidentKey: key }).path, {}],
      [`/incidents/${key}`, { cookie }],
      ['/incidents', { cookie }],
    ] as [string, Record<string, string>][]) {
      const { status, body } = await get(world, path, headers);
      expect(status).toBe(200);
      expect(body).not.toMatch(/<script|<img|<base|onerror=a(?!lert\(1\)&gt;)|<[^>]* on\w+=/i);
      expect(body.match(/<\/title>|<\/style>/g)).toHaveLength(2);
      expect(body).not.toMatch(BIDI);
      expect(body.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      if (path !== '/incidents') expect(Buffer.byteLength(body)).toBeLessThanOrEqual(BUDGET);
    }
    const { body } = await get(world, `/incidents/${key}`, { cookie });
    expect(await widthOf(browser, body)).toBe(VIEWPORTS.phone.width);
  });

  it('make no link but to the web', async () => {
    const key = await world.incidents.begin({ at: STARTED });
    const urls = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      ' https://evil.example',
      'https://user:secret@evil.example',
      '//evil.example',
    ];
    await world.incidents.fires(
      key,
      STARTED,
      urls.map((url) => ({ name: url, summary: url, sourceUrl: url, runbookUrl: url })),
    );
    const { body } = await get(world, world.link({ incidentKey: key }).path);
    const links = [...body.matchAll(/<a href="([^"]*)"/g)].map((found) => found[1] ?? '');
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !/^\/(incidents\/|sign-in\?)/.test(link))).toEqual([]);
  });
});

describe('an incident', () => {
  it('stays within 20 KiB, shows the latest first, and leads to what was earlier', async () => {
    const key = await longIncident('High error rate on card captures', [
      'card captures fail with 502 from the gateway, see the dashboard',
      'höhere Fehlerrate – 支払いが失敗する',
      'x < 5 && y > "7"',
    ]);
    const cookie = await world.signIn('ada');
    let { body } = await get(world, `/incidents/${key}`, { cookie });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(BUDGET);
    expect((body.match(/<ol class="timeline">.*?<\/ol>/s)?.[0].match(/<li>/g) ?? []).length).toBeGreaterThanOrEqual(5);
    for (let pages = 0; !textOf(body).includes('Opened as SEV1 by alerts'); pages += 1) {
      const earlier = /href="([^"]*before=\d+)#timeline"/.exec(body)?.[1];
      expect([pages < 30, typeof earlier]).toEqual([true, 'string']);
      body = (await get(world, earlier ?? '', { cookie })).body;
    }
  });

  it('can be acknowledged before a worker has recorded anything of it', async () => {
    const key = await world.incidents.begin({ at: STARTED });
    await world.incidents.pool.query('UPDATE incidents SET snapshot = NULL WHERE key = $1', [key]);
    const { status, body } = await get(world, world.link({ incidentKey: key }).path);
    expect([status, textOf(body)]).toEqual([200, expect.stringContaining('The escalation starts as soon as a worker takes it up.')]);
    expect(body).toContain('/acknowledge"');
  });

  it('is dated by the zone of the reader, whatever zone this machine is in', async () => {
    const key = await world.incidents.begin({ at: STARTED });
    const seen = async (person: string): Promise<string> => textOf((await get(world, world.link({ incidentKey: key, person }).path)).body);
    expect(await seen('ada')).toContain('since 07:40 UTC');
    expect(await seen('chloe')).toContain('since 23:40 (Sun 29 Nov 07:40 UTC)');
    expect(await seen('dan')).toContain('since 08:40 (07:40 UTC)');
  });

  it('says that the deadline has passed where no worker has acted on it', async () => {
    const key = await world.incidents.begin({ at: STARTED });
    world.setNow(STARTED + 20 * MINUTE_MS);
    expect(textOf((await get(world, world.link({ incidentKey: key }).path)).body)).toContain('due now');
  });
});

describe('every answer', () => {
  it('forbids scripts, frames, caches and referrers', async () => {
    const key = await world.incidents.begin({ at: STARTED });
    const { path } = world.link({ incidentKey: key });
    const answers = [
      await get(world, path),
      await get(world, `/incidents/${key}`),
      await get(world, '/sign-in'),
      await get(world, '/incidents/INC-9?link=x'),
      await post(world, path.replace('?', '/acknowledge?'), {}),
    ];
    for (const { headers, body } of answers) {
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(body).not.toMatch(/<script| style=/);
    }
  });

  it('is drawn with our own style under that policy', async () => {
    const { page, context } = await visitor(browser, world.url, { scheme: 'dark' });
    const said: string[] = [];
    page.on('console', (message) => said.push(...(/content security policy|refused/i.test(message.text()) ? [message.text()] : [])));
    await page.goto(`${world.url}/sign-in`);
    expect(said).toEqual([]);
    const box = await page.locator('main button').boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(48);
    await context.close();
  });

  it('to an unknown command is not found, and to a broken record an acknowledgement all the same', async () => {
    const key = await world.incidents.begin({ at: STARTED });
    const { path, token } = world.link({ incidentKey: key });
    expect((await post(world, path.replace('?', '/explode?'), {})).status).toBe(404);
    await world.incidents.pool.query('ALTER TABLE incident_events RENAME TO gone');
    try {
      const shown = await get(world, path);
      expect([shown.status, textOf(shown.body)]).toEqual([503, expect.stringContaining('The details cannot be read just now.')]);
      world.incidents.worker = 'DOWN';
      const posted = await post(world, `/incidents/${key}/acknowledge`, hiddenFields(shown.body, 'acknowledge'));
      expect([posted.status, posted.location.includes(token)]).toEqual([303, true]);
      expect(world.incidents.received.at(-1)?.by.person).toBe('ada');
    } finally {
      world.incidents.worker = 'UP';
      await world.incidents.pool.query('ALTER TABLE gone RENAME TO incident_events');
    }
  });
});
