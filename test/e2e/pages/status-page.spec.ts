import type { Browser } from 'playwright-core';
import { type PublicWorld, publicWorld } from '../../integration/communications/public-world.js';
import { inspect, launch, VIEWPORTS, type Visit, visitor } from './browser.js';
import { textOf } from './http.js';

const BUDGET = 20 * 1024;
const LOOKS: readonly Required<Pick<Visit, 'device' | 'scheme'>>[] = [
  { device: 'phone', scheme: 'light' },
  { device: 'phone', scheme: 'dark' },
  { device: 'desktop', scheme: 'light' },
  { device: 'desktop', scheme: 'dark' },
];

let world: PublicWorld;
let browser: Browser;
let ongoing: string;
beforeAll(async () => {
  world = await publicWorld();
  browser = await launch();
  ongoing = await world.incident();
  for (const [phase, text] of [
    ['INVESTIGATING', 'We are looking into a problem with Payments that began at 2026-11-29 07:40 UTC.'],
    ['IDENTIFIED', 'The certificate of our payment provider has expired.\nCards are refused. Bank transfers work.'],
    ['MONITORING', 'A fix for the problem with Payments is in place. We are watching whether it holds.'],
    ['IDENTIFIED', `It did not hold. ${'ÄNotAWordThatEnds'.repeat(20)} <script>alert(1)</script>`],
  ] as const)
    await world.tells(ongoing, { phase, text });
  const critical = await world.incident();
  const login = [{ id: 'authentication', name: 'Login' }];
  await world.tells(critical, { impact: 'CRITICAL', title: 'Problem with Login', components: login, text: 'Nobody can sign in.' });
  for (let i = 0; i < 12; i += 1) {
    const past = await world.incident();
    await world.tells(past, { phase: 'RESOLVED', text: 'It is over.' });
  }
  await world.shows('Nobody can sign in.');
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

describe('[G2.5] the status page in a browser', () => {
  it.each(LOOKS)('is accessible, fits its screen, is small, and asks no other host: $device, $scheme', async (look) => {
    for (const path of ['/status', `/status/incidents/${ongoing}`, '/status/incidents/INC-9']) {
      const { page, context, foreign } = await visitor(browser, world.url, look);
      await page.goto(world.url + path);
      const shot = process.env.TOCSIN_SCREENSHOTS;
      if (shot) await page.screenshot({ path: `${shot}/${look.device}-${look.scheme}${path.replaceAll('/', '-')}.png`, fullPage: true });
      const body = await page.content();
      const { violations, width } = await inspect(browser, body, look);
      expect(violations).toEqual([]);
      expect(width).toBeLessThanOrEqual(VIEWPORTS[look.device].width);
      expect(foreign).toEqual([]);
      expect(Buffer.byteLength(body)).toBeLessThan(BUDGET);
      await context.close();
    }
  });

  it('says in words what is wrong, and leads to everything that was told', async () => {
    const { page, context } = await visitor(browser, world.url);
    await page.goto(`${world.url}/status`);
    const text = textOf(await page.content());
    expect(text).toMatch(
      /Major System Outage.*Going on now.*Problem with Login.*Components.*Payments.*Partial outage.*Login.*Major outage.*Past incidents/,
    );
    expect(text).toContain('1 earlier update');
    await context.close();
    const { body } = await world.get(`/status/incidents/${ongoing}`);
    expect(textOf(body)).toMatch(/Identified : It did not hold\..*Monitoring : .*Identified : .*Investigating : /);
    expect(body).not.toContain('<script>');
  });
});
