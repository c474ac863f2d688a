import type { PageWorld } from './page-world.js';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
  /** Where a redirect leads: a path of ours. */
  readonly location: string;
}

const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';

/** What a browser sends for a page. */
export async function get(world: PageWorld, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return await answerOf(await fetch(world.url + path, { redirect: 'manual', headers: { accept: HTML, ...headers } }));
}

/** What a browser sends for a form of ours, unless `headers` say otherwise. */
export async function post(
  world: PageWorld,
  path: string,
  fields: Readonly<Record<string, string>> | string[][],
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const body = new URLSearchParams(fields as Record<string, string>);
  return await answerOf(await fetch(world.url + path, { method: 'POST', redirect: 'manual', body, headers: { accept: HTML, ...headers } }));
}

/** What a button on a lock screen sends: no form, no wish for HTML. */
export async function press(world: PageWorld, path: string): Promise<Answer> {
  return await answerOf(await fetch(world.url + path, { method: 'POST', redirect: 'manual' }));
}

async function answerOf(response: Response): Promise<Answer> {
  return {
    status: response.status,
    body: await response.text(),
    headers: response.headers,
    location: response.headers.get('location') ?? '',
  };
}

/** The hidden fields of the form that posts to `…/segment`. */
export function hiddenFields(body: string, segment: string): Record<string, string> {
  const form = new RegExp(`action="[^"]*/${segment}">(.*?)</form>`, 's').exec(body)?.[1];
  if (form === undefined) throw new Error(`the page has no form ${segment}`);
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** The text a reader sees, on one line. */
export const textOf = (body: string): string =>
  body
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
