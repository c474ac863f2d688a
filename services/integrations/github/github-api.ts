import { err, type Result } from '../../../domain/result.js';
import type { AddressPolicy } from '../http/address-policy.js';
import { createOutbound, type OutboundFailure, type OutboundReply } from '../http/outbound-guard.js';

export interface GithubOptions {
  /** `https://api.github.com`, or `https://HOST/api/v3` of a GitHub Enterprise Server. */
  readonly baseUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** May write issues of that repository, and label them. */
  readonly token: string;
  readonly policy: AddressPolicy;
  /** ms of one request, at most 10 000. */
  readonly timeoutMs?: number;
}

type Answer = Promise<Result<OutboundReply, OutboundFailure>>;

/** The REST API (2022-11-28) below one repository. Never throws; the token is in a header and nowhere else. */
export interface GithubApi {
  /** `path` is empty for the repository itself, else begins with a slash. */
  get(path: string): Answer;
  post(path: string, body: object): Answer;
}

/** ms; GitHub itself ends a request after 10 s. */
const REQUEST_MS = 8_000;
/** A page of ten issues, each with a body of 65 536 characters of four bytes. */
const PAGE_BYTES = 3 * 1_024 * 1_024;

export function createGithubApi({ baseUrl, repository, token, policy, timeoutMs = REQUEST_MS }: GithubOptions): GithubApi {
  const send = createOutbound({ policy, timeoutMs, replyBytes: PAGE_BYTES });
  const root = `${baseUrl.replace(/\/+$/, '')}/repos/${repository}`;
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'user-agent': 'tocsin',
    'x-github-api-version': '2022-11-28',
  };
  const unrepeated = async (answer: Answer): Answer => {
    const said = await answer;
    const repeats = said.ok && `${said.value.body}${Object.values(said.value.headers).join('\n')}`.includes(token);
    return repeats ? err({ kind: 'NETWORK', reason: 'the answer repeats the token, and was not read' }) : said;
  };
  return {
    get: (path) => unrepeated(send({ method: 'GET', url: root + path, headers, body: '' })),
    post: (path, body) => unrepeated(send({ url: root + path, headers, body: JSON.stringify(body) })),
  };
}
