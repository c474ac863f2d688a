import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readEnvironment } from '../config/environment.js';
import { forRole, type RoleSettings } from '../config/required.js';
import { NestLogger } from '../observability/nest-logger.js';
import { ApiModule } from './api/api.module.js';
import { announceReady, runAsRole } from './role.js';

export interface RunningApi {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** A webhook of ten thousand alerts is under five megabytes; more than this is refused. */
const BODY_LIMIT = 16 * 1024 * 1024;

/** The role `api`: ingest, GraphQL, pages, and the watchdog. Resolves when it listens. */
export async function startApi(settings: RoleSettings): Promise<RunningApi> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, trustProxy: false });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forSettings(settings), adapter, {
    logger: new NestLogger('api', settings.TOCSIN_LOG_LEVEL),
  });
  await app.listen({ port: settings.TOCSIN_PORT, host: settings.TOCSIN_LISTEN });
  const url = await app.getUrl();
  return { url, port: Number(new URL(url).port), stop: () => app.close() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runAsRole('api', async () => {
    const settings = forRole(readEnvironment());
    const api = await startApi(settings);
    announceReady(settings);
    let ended: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      ended = resolve;
    });
    return { done, stop: () => api.stop().then(ended) };
  });
}
