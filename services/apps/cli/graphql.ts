import { z } from 'zod';
import { DomainFailure, ERROR_CODES } from '../../../domain/error.js';
import { patientRequest } from './patient-request.js';
import type { Server } from './server.js';

const ANSWER_MS = 15_000;

const codeSchema = z.enum(ERROR_CODES).catch('INTERNAL');
const errorSchema = z.object({
  message: z.string(),
  extensions: z.object({ code: codeSchema, field: z.string().optional(), hint: z.string().optional() }).partial().optional(),
});
const bodySchema = z.object({ data: z.unknown().optional(), errors: z.array(errorSchema).optional() });

export interface Question<T> {
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly shape: z.ZodType<T>;
  /** How long the answer may take, in ms. */
  readonly timeoutMs?: number;
}

/** The answer of the API. Throws its refusals by their own codes, `UNAVAILABLE` where nobody answers. */
export async function ask<T>(server: Server, { document, variables = {}, shape, timeoutMs = ANSWER_MS }: Question<T>): Promise<T> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...authorization(server) },
    body: JSON.stringify({ query: document, variables }),
    signal: AbortSignal.timeout(timeoutMs),
  };
  const response = await orUnavailable(server, (timeoutMs > ANSWER_MS ? patientRequest : fetch)(`${server.url}/graphql`, request));
  const body = bodySchema.safeParse(await response.json().catch(() => null));
  if (!body.success) throw notTocsin(server, response.status);
  const refusal = body.data.errors?.[0];
  if (refusal !== undefined) throw failureOf(refusal);
  if (body.data.data === undefined || body.data.data === null) throw notTocsin(server, response.status);
  return shape.parse(body.data.data);
}

/** An HTTP answer of the server, whatever its status. Throws `UNAVAILABLE`. */
export async function reach(server: Pick<Server, 'url'>, path: string, request: RequestInit = {}): Promise<Response> {
  return await orUnavailable(server, fetch(`${server.url}${path}`, { signal: AbortSignal.timeout(ANSWER_MS), ...request }));
}

async function orUnavailable({ url }: Pick<Server, 'url'>, asked: Promise<Response>): Promise<Response> {
  try {
    return await asked;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new DomainFailure({
      code: 'UNAVAILABLE',
      detail: `${url} does not answer: ${cause instanceof Error ? cause.message || cause.name : String(cause)}`,
      hint: 'Is it running there? `tocsin doctor` looks closer.',
    });
  }
}

export const authorization = ({ token }: Pick<Server, 'token'>): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

export function failureOf({ message, extensions }: z.infer<typeof errorSchema>): DomainFailure {
  const { code = 'INTERNAL', field, hint } = extensions ?? {};
  return new DomainFailure({ code, detail: message, ...(field === undefined ? {} : { field }), ...(hint === undefined ? {} : { hint }) });
}

const notTocsin = (server: Server, status: number): DomainFailure =>
  new DomainFailure({
    code: 'UNAVAILABLE',
    detail: `${server.url}/graphql answered ${status} and no GraphQL`,
    hint: 'Is TOCSIN_URL the address of a Tocsin?',
  });
