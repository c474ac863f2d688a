import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isServing } from '../../services/embedded/grpc-health.js';
import { type Embedded, startEmbedded } from '../../services/embedded/supervisor.js';
import { answers, eventually, isAlive, query, scratchDirectory } from './scratch.js';

const RECOVERS_MS = 60_000;

describe('the embedded servers', () => {
  let servers: Embedded;
  afterAll(() => servers.stop());
  const dataDir = scratchDirectory();
  const steps: string[] = [];

  beforeAll(async () => {
    servers = await startEmbedded({ dataDir, ui: 'off', onStep: ({ name }) => steps.push(name) });
  });

  it('answer when the start resolves, on a database that is new', async () => {
    await eventually('Temporal serves', () => isServing(servers.temporalAddress));
    expect(await query(servers.databaseUrl, `select current_database() as name, current_setting('server_encoding') as encoding`)).toEqual([
      { name: 'tocsin', encoding: 'UTF8' },
    ]);
    expect(servers.temporalIsFresh).toBe(true);
    expect(steps).toEqual(expect.arrayContaining(['PostgreSQL answers', 'Temporal answers']));
  });

  it('commit durably and refuse a wrong password', async () => {
    expect(
      await query(servers.databaseUrl, `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as wait`),
    ).toEqual([{ fsync: 'on', wait: 'on' }]);
    const stranger = servers.databaseUrl.replace(/:[^:@]+@/, ':wrong@');
    await expect(query(stranger, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('keep their files to their owner', () => {
    const mode = (name: string): string => (statSync(join(dataDir, name)).mode & 0o777).toString(8);
    expect([mode('run'), mode('logs'), mode('temporal'), mode('postgres')]).toEqual(['700', '700', '700', '700']);
    expect([mode('postgres-password'), mode('ports.json'), mode('lock'), mode('logs/postgres.log')]).toEqual(['600', '600', '600', '600']);
  });

  it('leave the data directory to one process at a time', async () => {
    await expect(startEmbedded({ dataDir, ui: 'off' })).rejects.toThrow(
      `already runs with the data directory ${dataDir} (process ${process.pid})`,
    );
    expect(await answers(servers.databaseUrl)).toBe(true);
  });

  it(
    '[I4] come back by themselves after kill -9, on the same address',
    async () => {
      const before = servers.pids();
      for (const pid of Object.values(before)) process.kill(pid, 'SIGKILL');
      await eventually(
        'both answer again',
        async () => (await answers(servers.databaseUrl)) && (await isServing(servers.temporalAddress)),
        RECOVERS_MS,
      );
      const after = servers.pids();
      expect(Object.keys(after).sort()).toEqual(['postgres', 'temporal']);
      expect(Object.values(after).filter((pid) => Object.values(before).includes(pid))).toEqual([]);
    },
    2 * RECOVERS_MS,
  );

  it('leave no process when stopped, and start again on the same ports with their data', async () => {
    await query(servers.databaseUrl, 'create table kept (id int)');
    servers.confirmRehydrated();
    const pids = Object.values(servers.pids());
    expect(pids).toHaveLength(2);
    await servers.stop();
    expect(pids.filter(isAlive)).toEqual([]);

    const again = await startEmbedded({ dataDir, ui: 'off' });
    const { databaseUrl, temporalAddress, temporalIsFresh } = again;
    try {
      expect({ databaseUrl, temporalAddress, temporalIsFresh }).toEqual({
        databaseUrl: servers.databaseUrl,
        temporalAddress: servers.temporalAddress,
        temporalIsFresh: false,
      });
      expect(await query(databaseUrl, `select to_regclass('kept')::text as found`)).toEqual([{ found: 'kept' }]);
    } finally {
      await again.stop();
    }
  });
});
