import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const EXECUTABLES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const VIEWPORTS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } } as const;
export type Device = keyof typeof VIEWPORTS;
export type Scheme = 'light' | 'dark';

export async function launch(): Promise<Browser> {
  const executablePath = EXECUTABLES.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error(`no Chromium: install the package "chromium" (looked for ${EXECUTABLES.join(', ')})`);
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });
}

export interface Visit {
  readonly device?: Device;
  readonly scheme?: Scheme;
  readonly cookie?: string;
}

/** A browser of its own, without JavaScript, which records whatever it asks other hosts for. */
export async function visitor(
  browser: Browser,
  url: string,
  { device = 'phone', scheme = 'light', cookie }: Visit = {},
): Promise<{ page: Page; context: BrowserContext; foreign: string[] }> {
  const context = await browser.newContext({ viewport: VIEWPORTS[device], colorScheme: scheme, javaScriptEnabled: false });
  if (cookie !== undefined) {
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }]);
  }
  const page = await context.newPage();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  return { page, context, foreign };
}

/** How wide `html` is laid out. */
export async function widthOf(browser: Browser, html: string, visit: Visit = {}): Promise<number> {
  return await laidOut(browser, html, visit, (page) => page.evaluate<number>('document.documentElement.scrollWidth'));
}

/** What axe finds on `html`, and how wide it is laid out. The page itself runs no script, so its markup is looked at in a page that may. */
export async function inspect(
  browser: Browser,
  html: string,
  visit: Visit = {},
): Promise<{ readonly violations: readonly string[]; readonly width: number }> {
  return await laidOut(browser, html, visit, async (page) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ''}`),
    );
    return { violations: found, width: await page.evaluate<number>('document.documentElement.scrollWidth') };
  });
}

async function laidOut<T>(
  browser: Browser,
  html: string,
  { device = 'phone', scheme = 'light' }: Visit,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: VIEWPORTS[device], colorScheme: scheme, bypassCSP: true });
  try {
    const page = await context.newPage();
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await page.goto('http://tocsin.example/');
    return await look(page);
  } finally {
    await context.close();
  }
}
