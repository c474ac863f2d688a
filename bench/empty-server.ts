import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

class EmptyModule {}
Module({})(EmptyModule);

/** The cheapest thing that the server of the api (Nest on Fastify, raw bodies in a scope of their own) can do with the same request: read it, answer 202. */
const adapter = new FastifyAdapter({ bodyLimit: 16 * 1024 * 1024, trustProxy: false });
const app = await NestFactory.create<NestFastifyApplication>(EmptyModule, adapter, { logger: false });
const server: FastifyInstance = app.getHttpAdapter().getInstance();
await server.register(async (scope) => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  scope.post('/', async (_request, reply) => reply.code(202).send({ status: 'success' }));
});
await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ address: await app.getUrl() });
process.on('disconnect', () => process.exit(0));
