/** What a clean clone lacks: dependencies and the build. Needs nothing but Node itself. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const OLDEST_NODE = [20, 19];
const LOCKFILE = path.join(ROOT, 'package-lock.json');
const MODULES = path.join(ROOT, 'node_modules');
/** Written by npm when an install is complete. */
const INSTALLED = path.join(ROOT, 'node_modules/.package-lock.json');
/** Which lockfile that was. */
const STAMP = path.join(ROOT, 'node_modules/.tocsin-lockfile');

/** Why the launcher cannot go on: a message for the person, without a stack. */
export class SetUpError extends Error {}

/** The file of the built application `name`, e.g. `up`. */
export const application = (name) => path.join(ROOT, 'dist/services/apps', `${name}.js`);

/** Throws SetUpError when this Node is too old. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new SetUpError(`Tocsin needs Node ${OLDEST_NODE.join('.')} or newer; this is ${version} (${process.execPath}).`);
}

/** Installs the dependencies of the lockfile when they are missing or of another one. True when it did. */
export async function installDependencies() {
  const wanted = createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex');
  const upToDate = isInstalled(wanted);
  if (!upToDate) await npmCi();
  whereAllowed(() => writeFileSync(STAMP, wanted));
  whereAllowed(linkCommand);
  return !upToDate;
}

function isInstalled(wanted) {
  if (!existsSync(INSTALLED)) return false;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return true;
  return statSync(INSTALLED).mtimeMs >= statSync(LOCKFILE).mtimeMs;
}

/** npm links the commands of dependencies, not the package's own; with the link, `npx tocsin` needs neither network nor cache. */
function linkCommand() {
  const link = path.join(ROOT, 'node_modules/.bin/tocsin');
  if (process.platform === 'win32' || existsSync(link)) return;
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync('../../scripts/tocsin.mjs', link);
}

/** Conveniences of a checkout that this account may write; another account, and a race of two starts, do without. */
function whereAllowed(write) {
  try {
    write();
  } catch (error) {
    if (!['EEXIST', 'EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
}

async function npmCi() {
  // npm ci empties the directory first, also through a symbolic link: that one is somebody else's.
  if (lstatSync(MODULES, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new SetUpError(`${MODULES} is a symbolic link to dependencies of another lockfile. Remove the link, or install there by hand.`);
  }
  const viaNpm = process.env.npm_execpath?.endsWith('npm-cli.js') === true;
  const [command, ...first] = viaNpm ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  await new Promise((resolve, reject) => {
    // Its own words go to stderr: stdout belongs to the command that the person asked for.
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
    child.once('error', (error) => reject(new SetUpError(`npm cannot be started: ${error.message}`)));
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new SetUpError(`npm ci failed (code ${code}); its reasons are above.`))));
  });
}

const LAYERS = ['domain', 'workflows', 'activities', 'services', 'graphql', 'handbook'];

/** Whether dist/ is there and newer than every source: what a quick look at the dates can tell. */
export function isBuilt() {
  const stamp = statSync(path.join(ROOT, 'dist/.build.json'), { throwIfNoEntry: false })?.mtimeMs;
  if (!existsSync(application('cli'))) return false;
  return stamp === undefined || LAYERS.every((layer) => newestIn(path.join(ROOT, layer)) <= stamp);
}

function newestIn(directory) {
  if (!existsSync(directory)) return 0;
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  return Math.max(0, ...files.map((file) => statSync(path.join(file.parentPath ?? file.path, file.name)).mtimeMs));
}

/** Brings dist/ up to date. Resolves to the number of files written. */
export async function buildAll() {
  const { build } = await import('./build.mjs');
  const { compiled } = await build();
  return compiled;
}

/** Runs a built application in this process, as if Node had been given its file. */
export async function run(name, args) {
  const file = application(name);
  process.argv = [process.argv[0], file, ...args];
  await import(file);
}

/** Ends with one clear message for what the person can repair, with the stack for what they cannot. */
export function fail(error) {
  console.error(error instanceof SetUpError ? error.message : error);
  process.exitCode = error instanceof SetUpError ? 2 : 1;
}
