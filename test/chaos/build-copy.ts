import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../scripts/build.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** An installed build of its own: what is compiled meanwhile, or broken on purpose, concerns nobody else. */
export interface BuildCopy {
  readonly root: string;
  /** The file that runs `tocsin`. */
  readonly cli: string;
  remove(): void;
  /** Puts another workflow bundle in place, as another build would have it; returns what takes it back. */
  replaceBundle(change: (code: string) => string, buildId: string): () => void;
}

export async function buildCopy(): Promise<BuildCopy> {
  await build();
  const root = mkdtempSync(join(tmpdir(), 'tocsin-build-'));
  cpSync(join(ROOT, 'dist'), join(root, 'dist'), { recursive: true, filter: (source) => !source.endsWith('.tmp') });
  cpSync(join(ROOT, 'handbook'), join(root, 'handbook'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(root, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const files = [join(root, 'dist/workflow-bundle.js'), join(root, 'dist/build-id.json')] as const;
  const write = (contents: readonly string[]): void => files.forEach((file, index) => writeFileSync(file, contents[index] ?? ''));
  return {
    root,
    cli: join(root, 'dist/services/apps/cli.js'),
    remove: () => rmSync(root, { recursive: true, force: true }),
    replaceBundle: (change, buildId) => {
      const [code, id] = files.map((file) => readFileSync(file, 'utf8')) as [string, string];
      const changed = change(code);
      if (changed === code) throw new Error('the other build would be the same');
      write([changed, JSON.stringify({ ...(JSON.parse(id) as object), buildId })]);
      return () => write([code, id]);
    },
  };
}
