import { type RunningApi, startApi } from '../../../services/apps/api.js';
import { readEnvironment } from '../../../services/config/environment.js';
import { forRole } from '../../../services/config/required.js';
import { testServers } from '../../support/servers.js';

let api: RunningApi;
beforeAll(async () => {
  const { databaseUrl, temporalAddress } = await testServers();
  const environment = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TOCSIN_LINK_SECRET: 'a secret of at least thirty-two bytes, for tests',
    TOCSIN_PORT: '0',
    TOCSIN_LOG_LEVEL: 'error',
  };
  api = await startApi(forRole(readEnvironment(environment)));
});
afterAll(() => api.stop());

describe('the api process', () => {
  it('is live, and ready while PostgreSQL answers, and tells how Temporal is', async () => {
    expect(await (await fetch(`${api.url}/live`)).json()).toEqual({ status: 'live' });
    expect(await (await fetch(`${api.url}/ready`)).json()).toEqual({ status: 'ready', postgres: 'up', temporal: 'up' });
  });

  it('shows metrics to this machine, and to nobody who came through a proxy without a token', async () => {
    const own = await fetch(`${api.url}/metrics`);
    expect(own.status).toBe(200);
    expect(await own.text()).toContain('process_cpu_seconds_total');
    expect((await fetch(`${api.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } })).status).toBe(403);
    expect((await fetch(`${api.url}/metrics`, { headers: { authorization: 'Bearer toc_wrong' } })).status).toBe(403);
  });

  it('answers GraphQL, and an unknown address without a word about itself', async () => {
    const body = JSON.stringify({ query: '{ viewer { role } }' });
    const answer = await fetch(`${api.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(answer.status).toBe(401);
    expect(JSON.stringify(await answer.json())).toContain('UNAUTHENTICATED');
    const nowhere = await fetch(`${api.url}/nowhere`);
    expect(nowhere.status).toBe(404);
    expect(await nowhere.text()).not.toMatch(/node_modules|\.js:/);
  });
});
