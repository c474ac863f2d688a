import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isKnown, type Published } from '../../config/published.js';
import type { StatusDesk } from './status-desk.js';
import { STATUS_HEADERS } from './status-stylesheet.js';

/**
 * The public addresses, on the server itself: no guard, no session, no parsing stands between a reader and the answer. What goes wrong
 * in here is `503` to the reader, and its reason is told in the log alone.
 */
export function statusRoutes(desk: StatusDesk) {
  return async (scope: FastifyInstance): Promise<void> => {
    const quiet = { logLevel: 'silent' } as const;
    scope.setErrorHandler((error, request, reply) => {
      logger.error(`no answer could be made: ${String(error)}`);
      return answer(request, reply, null);
    });
    scope.get('/status', quiet, (request, reply) => answer(request, reply, desk.at('')));
    scope.get('/status/feed.atom', quiet, (request, reply) => answer(request, reply, desk.at('feed.atom')));
    scope.get<{ Params: { '*': string } }>('/status/api/v2/*', quiet, (request, reply) =>
      answer(request, reply, desk.at(`api/v2/${request.params['*']}`) ?? (desk.at('') === null ? null : NO_SUCH_FILE)),
    );
    scope.get<{ Params: { key: string } }>('/status/incidents/:key', quiet, async (request, reply) => {
      const { key } = request.params;
      await answer(request, reply, desk.at(`incidents/${key}`) ?? (await desk.incident(key)));
    });
  };
}

const logger = new Logger('StatusPage');

const NO_SUCH_FILE: Published = {
  status: 404,
  body: Buffer.from('{"error":"not found"}'),
  headers: { ...STATUS_HEADERS, 'content-type': 'application/json; charset=utf-8' },
  etag: '',
};

function answer(request: FastifyRequest, reply: FastifyReply, found: Published | null): FastifyReply {
  if (found === null) return reply.code(503).header('retry-after', '5').type('text/plain; charset=utf-8').send('not ready yet\n');
  reply.headers(found.headers);
  if (found.etag !== '' && isKnown(found, request.headers['if-none-match'])) return reply.code(304).send();
  return reply.code(found.status).send(found.body);
}
