import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stopOrphan } from '../../services/embedded/orphans.js';
import { identify } from '../../services/embedded/process-identity.js';
import { startEmbedded } from '../../services/embedded/supervisor.js';
import { eventually, isAlive, query, scratchDirectory } from './scratch.js';

interface Ready {
  readonly databaseUrl: string;
  readonly pids: Readonly<Record<string, number>>;
}

const PARENT = fileURLToPath(new URL('parent.mjs', import.meta.url));

async function startParent(dataDir: string): Promise<{ parent: ChildProcess; ready: Ready }> {
  const parent = spawn(process.execPath, [PARENT, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  return { parent, ready: JSON.parse(line) as Ready };
}

/** A Temporal CLI whose server never answers: the start that waits for it is not over, however long the signal takes. */
function neverReady(path: string): string {
  const version = 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)';
  writeFileSync(path, `#!/bin/sh\n[ "$1" = --version ] && exec echo '${version}'\nexec sleep 600\n`, { mode: 0o755 });
  return path;
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

describe('a supervisor in a process of its own', () => {
  const dataDir = scratchDirectory();

  it('killed with -9 leaves servers that the next start stops, and the data survives', async () => {
    const { parent, ready } = await startParent(dataDir);
    await query(ready.databaseUrl, 'create table kept as select 7 as seven');
    parent.kill('SIGKILL');
    await ended(parent);
    const orphans = Object.values(ready.pids);
    expect(orphans.filter(isAlive)).toHaveLength(2);

    const again = await startEmbedded({ dataDir, ui: 'off' });
    try {
      expect(orphans.filter(isAlive)).toEqual([]);
      expect(again.databaseUrl).toBe(ready.databaseUrl);
      expect(await query(again.databaseUrl, 'select seven from kept')).toEqual([{ seven: 7 }]);
    } finally {
      await again.stop();
    }
  });

  it('stops in order on one Ctrl-C, also when npm passes it on a second time', async () => {
    const { parent, ready } = await startParent(dataDir);
    parent.kill('SIGINT');
    parent.kill('SIGINT');
    expect(await ended(parent)).toBe(0);
    expect(Object.values(ready.pids).filter(isAlive)).toEqual([]);
  });

  it('leaves nothing behind when Ctrl-C comes during the start', async () => {
    const parent = spawn(process.execPath, [PARENT, dataDir], {
      stdio: 'ignore',
      env: { ...process.env, TEMPORAL_CLI_PATH: neverReady(join(dataDir, 'never-ready')) },
    });
    const files = ['postgres', 'temporal'].map((name) => join(dataDir, 'run', `${name}.json`));
    await eventually('both were started', () => files.every((file) => existsSync(file)));
    const pids = files.map((file) => (JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid);
    parent.kill('SIGINT');
    expect(await ended(parent)).toBe(130);
    await eventually('both are gone', () => !pids.some(isAlive));
  });

  it('keeps its servers while it lives, whoever looks for orphans', async () => {
    const { parent, ready } = await startParent(dataDir);
    expect(await stopOrphan(join(dataDir, 'run', 'temporal.json'), [{ signal: 'SIGTERM', waitMs: 1_000 }])).toBeNull();
    await expect(startEmbedded({ dataDir, ui: 'off' })).rejects.toThrow(/already runs with the data directory/);
    expect(Object.values(ready.pids).filter(isAlive)).toHaveLength(2);
    parent.kill('SIGTERM');
    expect(await ended(parent)).toBe(0);
  });

  it('leaves a stranger alone who got the pid of a server', async () => {
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    const pid = stranger.pid ?? 0;
    const pidFile = join(dataDir, 'run', 'temporal.json');
    writeFileSync(pidFile, JSON.stringify({ pid, startedAt: 'of an earlier process' }));
    try {
      expect(await stopOrphan(pidFile, [{ signal: 'SIGTERM', waitMs: 1_000 }])).toBeNull();
      expect(identify(pid)).not.toBeNull();
    } finally {
      stranger.kill('SIGKILL');
      await ended(stranger);
    }
    await eventually('the stranger is gone', () => !isAlive(pid));
  });
});
