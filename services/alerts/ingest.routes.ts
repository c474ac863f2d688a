import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DomainError, DomainFailure, type ErrorCode } from '../../domain/error.js';
import type { IngestService } from './ingest.service.js';
import type { IngestBatcher } from './ingest-batcher.js';
import type { IntegrationKey } from './integration-key.model.js';
import { LIMITS } from './limits.js';

const STATUS_OF: Readonly<Partial<Record<ErrorCode, number>>> = {
  MALFORMED_PAYLOAD: 400,
  LIMIT_EXCEEDED: 400,
  UNKNOWN_INTEGRATION_KEY: 401,
  PAYLOAD_TOO_LARGE: 413,
  UNAVAILABLE: 503,
};

interface IngestRoutes {
  readonly ingest: IngestService;
  readonly batcher: IngestBatcher;
}

/**
 * The addresses to which monitors send, as a scope of their own on the server: here a body stays raw bytes of whatever
 * content type, and no answer is a 5xx but 503 with `Retry-After`, when nothing was accepted and the fault is ours.
 */
export function ingestRoutes({ ingest, batcher }: IngestRoutes) {
  return async (scope: FastifyInstance): Promise<void> => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LIMITS.bodyBytes }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error, _request, reply) => answerError(error, reply, ingest));
    scope.addHook('onRequest', (request, _reply, done) => {
      const declared = Number(request.headers['content-length'] ?? 0);
      done(batcher.hasRoomFor(Math.min(declared, LIMITS.bodyBytes)) ? undefined : new DomainFailure(BUSY));
    });

    const senders = new WeakMap<FastifyRequest, IntegrationKey>();
    const admitted = async (request: FastifyRequest): Promise<void> => {
      senders.set(request, await ingest.admit(secretOf(request), 'alertmanager'));
    };
    const alertmanager = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const sender = senders.get(request);
      if (sender === undefined) throw new Error('a request came past its admission');
      reply.code(202).send(await ingest.alertmanager(sender, bytesOf(request)));
    };
    const quiet = { logLevel: 'silent', bodyLimit: LIMITS.bodyBytes } as const; // the path holds the key: no request line is logged
    scope.post('/ingest/alertmanager/:key', { ...quiet, onRequest: admitted }, alertmanager);
    scope.post('/ingest/alertmanager', { ...quiet, onRequest: admitted }, alertmanager);
    scope.post('/v2/enqueue', quiet, async (request, reply) => {
      const { dedupKey } = await ingest.pagerDuty(bytesOf(request));
      reply.code(202).send({ status: 'success', message: 'Event processed', dedup_key: dedupKey });
    });
  };
}

const bytesOf = (request: FastifyRequest): Buffer => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));

function secretOf(request: FastifyRequest): string {
  const { key } = request.params as { readonly key?: string };
  return key ?? /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

const BUSY: DomainError = { code: 'UNAVAILABLE', detail: 'more is waiting to be written than this process holds', hint: 'send it again' };

function answerError(error: unknown, reply: FastifyReply, ingest: IngestService): void {
  const problem = problemOf(error);
  const status = STATUS_OF[problem.code] ?? 503;
  if (status === 503) reply.header('retry-after', String(LIMITS.retryAfterSeconds));
  // An unread body is not awaited: the connection ends with the answer.
  if (status === 413 || status === 401) reply.header('connection', 'close');
  if (status !== 401) ingest.metrics.refuse(problem.code.toLowerCase());
  // `status`, `message` and `errors` are where PagerDuty's clients look.
  reply.code(status).send({ ...problem, status: 'invalid event', message: problem.detail, errors: [problem.detail] });
}

/** Fastify's own refusals in our words; whatever else went wrong is our fault, and nothing of it is shown. */
function problemOf(error: unknown): DomainError {
  if (error instanceof DomainFailure) return error.error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return {
      code: 'PAYLOAD_TOO_LARGE',
      field: 'body',
      detail: `the body exceeds ${LIMITS.bodyBytes} bytes`,
      hint: 'set max_alerts, or group more finely',
    };
  }
  if (status >= 400 && status < 500) return { code: 'MALFORMED_PAYLOAD', field: 'body', detail: 'the request could not be read' };
  return { code: 'UNAVAILABLE', detail: 'the alerts could not be taken in', hint: 'send it again' };
}
