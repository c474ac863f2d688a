/** Bundles the GraphQL explorer (GraphiQL and its editor's workers) into one folder, so that it works without the internet. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const PACKAGES = [
  'esbuild',
  'graphiql',
  '@graphiql/toolkit',
  '@graphiql/react',
  'monaco-editor',
  'monaco-graphql',
  'react',
  'react-dom',
  'graphql',
];

async function digestOf(root) {
  const digest = createHash('sha256');
  for (const file of ['graphql/explorer/main.mjs', 'scripts/explorer-bundle.mjs']) digest.update(await readFile(path.join(root, file)));
  for (const name of PACKAGES)
    digest.update(JSON.parse(await readFile(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version);
  return digest.digest('hex');
}

const stampOf = (folder) => readFile(path.join(folder, 'stamp'), 'utf8').catch(() => undefined);

/** Brings `dist/explorer` up to date; true when there was something to do. The folder is replaced as a whole. */
export async function bundleExplorer(root, dist) {
  const folder = path.join(dist, 'explorer');
  const digest = await digestOf(root);
  if ((await stampOf(folder)) === digest) return false;
  const { build } = require('esbuild');
  const draft = `${folder}.${process.pid}.tmp`;
  await mkdir(draft, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'graphql/explorer/main.mjs',
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    outdir: draft,
    loader: { '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'error',
  });
  await writeFile(path.join(draft, 'stamp'), digest);
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if ((await stampOf(folder)) !== digest) throw error; // another process was faster, with the same sources
  });
  return true;
}
