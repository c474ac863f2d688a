import { fastify } from 'fastify';

/** The cheapest thing the same HTTP server can do with the same request: read the body, answer 202. Prints its port. */
const server = fastify({ bodyLimit: 16 * 1024 * 1024, logger: false });
server.removeAllContentTypeParsers();
server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.post('/', async (_request, reply) => reply.code(202).send({ status: 'success' }));
const address = await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ address });
process.on('disconnect', () => process.exit(0));
