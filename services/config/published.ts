import { createHash } from 'node:crypto';

/** One answer, ready to be sent as it is. */
export interface Published {
  readonly status: number;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
}

/** `headers` are the same for every answer of the kind; the tag is the content's own. */
export function published(status: number, text: string, headers: Readonly<Record<string, string>>): Published {
  const body = Buffer.from(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  return { status, body, etag, headers: { ...headers, etag } };
}

/** Whether the reader has it already: any of the tags that they name, strong or weak. */
export function isKnown({ etag }: Published, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined || ifNoneMatch.length > 4_000) return false;
  return ifNoneMatch === '*' || ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
