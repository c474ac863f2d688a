import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDataDir } from '../../services/embedded/data-dir.js';
import { SetupError } from '../../services/embedded/setup-error.js';
import { scratchDirectory } from './scratch.js';

const scratch = scratchDirectory();

it('is refused with its name and the way out: a file, a file in the way, a file system without directories', () => {
  const file = join(scratch, 'file');
  writeFileSync(file, '');
  for (const path of [file, join(file, 'below'), ...(existsSync('/proc/self') ? ['/proc/tocsin'] : [])]) {
    expect(() => openDataDir(path)).toThrow(SetupError);
    expect(() => openDataDir(path)).toThrow(path);
    expect(() => openDataDir(path)).toThrow('--data-dir');
  }
});

it('is made with its parents, closed to other accounts, and one that exists keeps its mode', () => {
  const root = join(scratch, 'a', 'b', 'c');
  expect(openDataDir(root).root).toBe(root);
  expect(statSync(root).mode & 0o777).toBe(0o700);
  const shared = join(scratch, 'shared');
  mkdirSync(shared, { mode: 0o755 });
  openDataDir(shared);
  expect(statSync(shared).mode & 0o777).toBe(0o755);
});
