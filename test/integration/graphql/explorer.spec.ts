import { type Browser, chromium } from 'playwright-core';
import { bundleExplorer } from '../../../scripts/explorer-bundle.mjs';
import { describeWhereInstalled } from '../../support/where-installed.js';
import { type GraphqlWorld, graphqlWorld } from './graphql-world.js';

const CHROMIUM = '/usr/bin/chromium';
const ROOT = new URL('../../../', import.meta.url).pathname;

let world: GraphqlWorld;
let browser: Browser;
beforeAll(async () => {
  await bundleExplorer(ROOT, `${ROOT}dist`);
  world = await graphqlWorld();
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** The text once it contains `word`, or what it was after fifteen seconds. */
async function shows(read: () => Promise<string>, word: string): Promise<string> {
  const deadline = performance.now() + 15_000;
  let text = await read();
  while (!text.includes(word) && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    text = await read();
  }
  return text;
}

describeWhereInstalled(CHROMIUM)('the explorer', () => {
  it('runs a query with the session of whoever is signed in, and loads nothing from anywhere else', async () => {
    const { session } = await world.access.openSession(await world.token('ada'));
    const context = await browser.newContext();
    await context.addCookies([{ name: 'tocsin_session', value: session, url: world.url, httpOnly: true, sameSite: 'Lax' }]);
    const page = await context.newPage();
    const foreign: string[] = [];
    const problems: string[] = [];
    page.on('request', (request) => {
      if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).host !== new URL(world.url).host) foreign.push(request.url());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(`${world.url}/graphiql`);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor({ timeout: 15_000 });
    await page.locator('.graphiql-response .view-lines').waitFor({ state: 'attached', timeout: 15_000 });
    await page.getByRole('button', { name: /execute query/i }).click();
    // The answer's editor draws only the lines in sight.
    expect(await shows(() => page.locator('.graphiql-response').innerText(), 'RESPONDER')).toContain('RESPONDER');
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('serves nothing but its own files', async () => {
    for (const file of ['..%2f..%2fpackage.json', 'stamp', 'constructor', '%2e%2e/build-id.json']) {
      expect((await fetch(`${world.url}/graphiql/${file}`)).status).toBe(404);
    }
    const page = await fetch(`${world.url}/graphiql`);
    expect(page.headers.get('content-security-policy')).toContain(`script-src 'self'`);
    expect(page.headers.get('x-frame-options')).toBe('DENY');
  });
});
