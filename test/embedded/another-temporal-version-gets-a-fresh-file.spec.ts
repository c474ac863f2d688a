import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDataDir } from '../../services/embedded/data-dir.js';
import { prepareTemporal, type TemporalServer } from '../../services/embedded/temporal-server.js';
import { scratchDirectory } from './scratch.js';

describe('the database file of the Temporal server', () => {
  const dataDir = openDataDir(scratchDirectory());
  const file = join(dataDir.temporalDir, 'temporal.db');
  const prepare = (serverVersion: string): TemporalServer =>
    prepareTemporal({
      cli: { path: 'temporal', version: '1', serverVersion },
      dataDir,
      port: 7233,
      uiPort: 8233,
      ui: 'off',
      virtualTime: 'off',
      home: '/',
    });

  it('is fresh until somebody confirms that the incidents are restored', () => {
    expect(prepare('1.32.0').isFresh).toBe(true);
    writeFileSync(file, 'written by 1.32.0');
    const second = prepare('1.32.0');
    expect(second.isFresh).toBe(true);
    second.confirmRehydrated();
    expect(prepare('1.32.0').isFresh).toBe(false);
  });

  it('is set aside, whole, for another server version', () => {
    writeFileSync(`${file}-wal`, 'log of 1.32.0');
    const { isFresh, setAside } = prepare('1.33.0');
    expect(isFresh).toBe(true);
    expect(setAside).toMatch(/temporal\.db\.server-1\.32\.0\.\d+$/);
    expect(readFileSync(String(setAside), 'utf8')).toBe('written by 1.32.0');
    expect(readFileSync(`${setAside}-wal`, 'utf8')).toBe('log of 1.32.0');
    expect([file, `${file}-wal`].filter((path) => existsSync(path))).toEqual([]);
  });

  it('whose writer is unknown is set aside too', () => {
    writeFileSync(file, 'whose is it');
    writeFileSync(`${file}.version.json`, '{');
    expect(prepare('1.33.0').setAside).toMatch(/server-unknown/);
    expect(readdirSync(dataDir.temporalDir)).not.toContain('temporal.db');
  });
});
