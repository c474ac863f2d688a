import { PAGE_HEADERS } from './security-headers.js';

/** What the pages use of the HTTP server's own request and reply. */
export interface HttpRequest {
  readonly headers: object;
  readonly query: unknown;
  readonly body: unknown;
}
export interface HttpReply {
  status(code: number): HttpReply;
  headers(values: Readonly<Record<string, string>>): HttpReply;
  send(body: string): unknown;
}

/** A request as the pages see it; every part is untrusted. */
export interface WebRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface WebAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const page = (status: number, body: string): WebAnswer => ({ status, headers: PAGE_HEADERS, body });

export const plain = (status: number, text: string): WebAnswer => ({
  status,
  headers: { ...PAGE_HEADERS, 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
});

/** After a POST: the browser fetches `path` (of ours), so that a reload sends nothing twice. */
export const seeOther = (path: string, headers: Readonly<Record<string, string>> = {}): WebAnswer => ({
  status: 303,
  headers: { ...PAGE_HEADERS, ...headers, location: path },
  body: '',
});

/** A browser says that it wants HTML; a button on a lock screen does not. */
export const wantsHtml = (request: WebRequest): boolean => (request.headers['accept'] ?? '').includes('text/html');

export function webRequest(request: HttpRequest): WebRequest {
  const only = (values: unknown): Record<string, string> =>
    Object.fromEntries(
      Object.entries(Object(values)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
    );
  return { headers: only(request.headers), query: only(request.query), body: request.body };
}

export async function send(reply: HttpReply, answer: WebAnswer): Promise<void> {
  await reply.status(answer.status).headers(answer.headers).send(answer.body);
}
