import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRuntime, removeRuntime, writeRuntime } from '../../services/embedded/runtime-file.js';
import { scratchDirectory } from './scratch.js';

describe('runtime.json', () => {
  const dataDir = scratchDirectory();
  const file = join(dataDir, 'runtime.json');
  const announce = (): void =>
    writeRuntime(dataDir, {
      startedAt: 1_764_000_000_000,
      apiUrl: 'http://127.0.0.1:8080',
      publicUrl: 'http://127.0.0.1:8080',
      temporalAddress: '127.0.0.1:7233',
      temporalUiUrl: null,
      databaseUrl: 'postgres://tocsin:secret@127.0.0.1:5432/tocsin',
      mailUrl: null,
      version: '0.1.0',
    });
  const edit = (change: object): void =>
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...change }));

  it('leads to the running process, and is for its owner alone', () => {
    expect(readRuntime(dataDir)).toBeNull();
    announce();
    expect(readRuntime(dataDir)).toMatchObject({ pid: process.pid, apiUrl: 'http://127.0.0.1:8080' });
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('that outlived its process, or was cut short, leads nowhere', () => {
    announce();
    edit({ processStart: 'of an earlier process with the same pid' });
    expect(readRuntime(dataDir)).toBeNull();
    writeFileSync(file, '{"pid":');
    expect(readRuntime(dataDir)).toBeNull();
  });

  it('is taken back only by the process that made it', () => {
    announce();
    edit({ pid: 1, processStart: 'another' });
    removeRuntime(dataDir);
    expect(readFileSync(file, 'utf8')).toContain('another');
    announce();
    removeRuntime(dataDir);
    expect(readRuntime(dataDir)).toBeNull();
  });
});
