import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ChildSpec, SupervisedChild } from '../../services/embedded/child.js';
import { silentLogger } from '../../services/embedded/logger.js';
import { waitUntil } from '../../services/embedded/wait.js';

const READY_MS = 20_000;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tocsin-child-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A server that notes each start, ends its first `failures` with `words`, and then runs. */
function server(failures: number, words: string): SupervisedChild {
  const program = `
    const { appendFileSync, readFileSync } = require('node:fs');
    appendFileSync('${directory}/starts', 'x');
    if (readFileSync('${directory}/starts', 'utf8').length <= ${failures}) {
      console.error(${JSON.stringify(words)});
      process.exit(1);
    }
    appendFileSync('${directory}/ready', 'x');
    setInterval(() => {}, 1000);
  `;
  const spec: ChildSpec = {
    name: 'server',
    command: process.execPath,
    args: ['-e', program],
    env: {},
    stopSteps: [{ signal: 'SIGKILL', waitMs: 1_000 }],
    ready: (gone) => waitUntil(() => text('ready') !== '', READY_MS, gone),
  };
  return new SupervisedChild(spec, { runDir: directory, logDir: directory }, silentLogger);
}

function text(file: string): string {
  try {
    return readFileSync(path.join(directory, file), 'utf8');
  } catch {
    return ''; // not written yet
  }
}

it('a server whose own port was taken in between is started again', async () => {
  const child = server(2, 'listen tcp 127.0.0.1:37485: bind: address already in use');
  await child.start();
  expect(text('starts')).toBe('xxx');
  await child.stop();
});

it('a port that stays taken is said, after three attempts', async () => {
  const child = server(9, 'could not bind IPv4 address "127.0.0.1": Address already in use');
  await expect(child.start()).rejects.toThrow(/server ended \(code 1\); .*\n(.*\n)*.*Address already in use/);
  expect(text('starts')).toBe('xxx');
});

it('whatever else ends a server is said at once', async () => {
  const child = server(1, 'no space left on device');
  await expect(child.start()).rejects.toThrow('no space left on device');
  expect(text('starts')).toBe('x');
});
