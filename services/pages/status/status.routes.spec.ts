import { Logger } from '@nestjs/common';
import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { sampleHandbook } from '../../../test/support/sample-handbook.js';
import type { PublicIncident } from './public-incident.model.js';
import { statusRoutes } from './status.routes.js';
import { type PublicReads, StatusDesk } from './status-desk.js';

const OLD: PublicIncident = {
  key: 'INC-7',
  startedAt: 0,
  posts: [{ id: 'INC-7/post/1', phase: 'RESOLVED', impact: 'MINOR', title: 'Old', text: 'Over.', components: [], at: 0 }],
};
const AWAY = 'password authentication failed for user "tocsin" at 10.0.0.5:5432';

Logger.overrideLogger(false);
let server: FastifyInstance;
afterEach(() => server.close());

async function serve(one: PublicReads['one'], now?: () => number): Promise<(path: string) => Promise<LightMyRequestResponse>> {
  const parts = {
    reads: { board: () => Promise.resolve([]), one },
    handbooks: { current: () => Promise.resolve({ handbook: sampleHandbook }) },
    publicUrl: 'https://ops.example',
  };
  const desk = new StatusDesk(parts, now);
  await desk.refresh();
  server = fastify();
  await server.register(statusRoutes(desk));
  return async (url) => await server.inject({ url });
}

function expectNotReady({ statusCode, headers, body }: LightMyRequestResponse): void {
  expect([statusCode, headers['retry-after'], body]).toEqual([503, '5', 'not ready yet\n']);
}

it('[I11] an older incident that cannot be looked up is "not ready yet", and no word of the database leaves', async () => {
  const get = await serve(() => Promise.reject(new Error(AWAY)));
  expectNotReady(await get('/status/incidents/INC-7'));
  expectNotReady(await get('/status/incidents/INC-7'));
});

it('[I11] what nobody foresaw is "not ready yet" as well', async () => {
  const get = await serve(() => Promise.resolve({ ...OLD, posts: undefined as never }));
  expectNotReady(await get('/status/incidents/INC-7'));
});

it('[G2.5] an older incident stays as it was while the database is away, however long ago it was looked up', async () => {
  let [isAway, now] = [false, 0];
  const get = await serve(
    () => (isAway ? Promise.reject(new Error(AWAY)) : Promise.resolve(OLD)),
    () => now,
  );
  const before = await get('/status/incidents/INC-7');
  expect([before.statusCode, before.body]).toEqual([200, expect.stringContaining('Over.')]);
  isAway = true;
  now = 3_600_000;
  const after = await get('/status/incidents/INC-7');
  expect([after.statusCode, after.body]).toEqual([200, before.body]);
});

it('[I13] an older incident stays as it was while others are looked up', async () => {
  let [isSilent, now] = [false, 0];
  const get = await serve(
    () => (isSilent ? new Promise(() => undefined) : Promise.resolve(OLD)),
    () => now,
  );
  const before = await get('/status/incidents/INC-7');
  isSilent = true;
  now = 3_600_000;
  for (const key of ['INC-11', 'INC-12', 'INC-13', 'INC-14']) void get(`/status/incidents/${key}`);
  const after = await get('/status/incidents/INC-7');
  expect([after.statusCode, after.body]).toEqual([200, before.body]);
});
