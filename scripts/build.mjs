/**
 * Compiles the layers into dist/ (same folders), copies what is not TypeScript, and bundles the workflows.
 *
 * Incremental by content: nothing changed means nothing written (well under 200 ms). Safe to run from several
 * processes at once: every file is replaced atomically and the same sources give the same bytes.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleExplorer } from './explorer-bundle.mjs';
import { bundleWorkflows } from './workflow-bundle.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const DIST = path.join(ROOT, 'dist');
const STAMP = path.join(DIST, '.build.json');
const FOLDERS = ['domain', 'workflows', 'activities', 'services', 'graphql', 'handbook', 'bench'];

const digest = (...parts) => createHash('sha256').update(parts.join('\0')).digest('hex');
const toPosix = (file) => file.split(path.sep).join('/');
const isTypeScript = (file) => file.endsWith('.ts');
const isSource = (file) => !/\.(spec|d)\.ts$|\.md$|\/__snapshots__\/|\/fixtures\//.test(file);

async function readJson(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function writeAtomically(file, content) {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, content);
  await rename(draft, file);
}

async function listSources() {
  const perFolder = await Promise.all(
    FOLDERS.filter((folder) => existsSync(path.join(ROOT, folder))).map(async (folder) => {
      const entries = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => toPosix(path.relative(ROOT, path.join(entry.parentPath, entry.name))));
    }),
  );
  return perFolder.flat().filter(isSource).sort();
}

async function readSources(files) {
  const contents = await Promise.all(files.map((file) => readFile(path.join(ROOT, file))));
  return new Map(files.map((file, index) => [file, { content: contents[index], hash: digest(contents[index].toString('latin1')) }]));
}

const outputOf = (file) => path.join(DIST, isTypeScript(file) ? file.replace(/\.ts$/, '.js') : file);

/** What the result depends on besides the sources: this script, the compilers, the package's name and version. */
async function toolchainHash() {
  const own = ['scripts/build.mjs', 'scripts/workflow-bundle.mjs', 'package.json'];
  const tools = ['node_modules/@swc/core/package.json', 'node_modules/@temporalio/worker/package.json'];
  return digest(...(await Promise.all([...own, ...tools].map((file) => readFile(path.join(ROOT, file), 'utf8')))));
}

async function compile(swc, file, content) {
  const output = outputOf(file);
  const { code, map } = await swc.transform(content.toString('utf8'), {
    filename: path.join(ROOT, file),
    sourceFileName: toPosix(path.relative(path.dirname(output), path.join(ROOT, file))),
    swcrc: false,
    configFile: false,
    sourceMaps: true,
    module: { type: 'es6' },
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2023',
      keepClassNames: true,
    },
  });
  const link = `//# sourceMappingURL=${path.basename(output)}.map\n`;
  await writeAtomically(`${output}.map`, map);
  await writeAtomically(output, `${code}${link}`);
}

async function compileAll(sources, files) {
  const typescript = files.filter(isTypeScript);
  const swc = typescript.length > 0 ? (await import('@swc/core')).default : undefined;
  const results = await Promise.allSettled(
    files.map((file) =>
      isTypeScript(file) ? compile(swc, file, sources.get(file).content) : writeAtomically(outputOf(file), sources.get(file).content),
    ),
  );
  const problems = results.flatMap((result, index) => (result.status === 'rejected' ? [`${files[index]}: ${result.reason.message}`] : []));
  if (problems.length > 0) throw new Error(`The build stopped at ${problems.length} file(s):\n${problems.join('\n')}`);
}

async function removeStale(before, sources) {
  const stale = Object.keys(before).filter((file) => !sources.has(file));
  await Promise.all(stale.flatMap((file) => [rm(outputOf(file), { force: true }), rm(`${outputOf(file)}.map`, { force: true })]));
  return stale;
}

const bundleInputs = (sources, toolchain) =>
  digest(toolchain, ...[...sources].filter(([file]) => /^(workflows|domain)\//.test(file)).flatMap(([file, { hash }]) => [file, hash]));

async function bundleIfChanged(before, inputs) {
  const unchanged = before?.bundleInputs === inputs && existsSync(path.join(DIST, 'workflow-bundle.js'));
  if (unchanged || !existsSync(path.join(DIST, 'workflows/index.js'))) return false;
  const { code, buildId, sdkVersion } = await bundleWorkflows(DIST);
  await writeAtomically(path.join(DIST, 'workflow-bundle.js'), code);
  await writeAtomically(path.join(DIST, 'build-id.json'), `${JSON.stringify({ buildId, sdkVersion }, undefined, 2)}\n`);
  return true;
}

async function writeManifest() {
  const { name, version } = await readJson(path.join(ROOT, 'package.json'));
  await writeAtomically(path.join(DIST, 'package.json'), `${JSON.stringify({ name, version, type: 'module' }, undefined, 2)}\n`);
}

/**
 * Brings dist/ up to date with the sources. Throws with every file that does not compile.
 * Resolves to what was done: `{ compiled, removed, bundled, ms }` (counts, counts, boolean, milliseconds).
 */
export async function build() {
  const startedAt = performance.now();
  const [files, toolchain, stamp] = await Promise.all([listSources(), toolchainHash(), readJson(STAMP)]);
  const sources = await readSources(files);
  const before = stamp?.toolchain === toolchain ? stamp : undefined;
  const changed = files.filter((file) => before?.sources[file] !== sources.get(file).hash || !existsSync(outputOf(file)));
  const stale = await removeStale(stamp?.sources ?? {}, sources);
  if (before === undefined) await writeManifest();
  await compileAll(sources, changed);
  const inputs = bundleInputs(sources, toolchain);
  const bundled = await bundleIfChanged(before, inputs);
  await bundleExplorer(ROOT, DIST);
  if (before === undefined || changed.length > 0 || stale.length > 0 || bundled) {
    const hashes = Object.fromEntries(files.map((file) => [file, sources.get(file).hash]));
    await writeAtomically(STAMP, JSON.stringify({ toolchain, bundleInputs: inputs, sources: hashes }));
  }
  return { compiled: changed.length, removed: stale.length, bundled, ms: Math.round(performance.now() - startedAt) };
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const { compiled, removed, bundled, ms } = await build();
    console.log(`build: ${compiled} file(s) written, ${removed} removed${bundled ? ', workflows bundled' : ''} in ${ms} ms`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
