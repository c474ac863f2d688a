import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { propertyOf } from '../../services/embedded/setup-error.js';
import { scratchDirectory } from './scratch.js';

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A checkout with just enough in it: the launchers, complete dependencies (none), a built CLI that shows its arguments. */
function checkout(root: string): string {
  for (const name of ['scripts', 'package.json', 'package-lock.json']) cpSync(join(ROOT, name), join(root, name), { recursive: true });
  mkdirSync(join(root, 'dist/services/apps'), { recursive: true });
  writeFileSync(join(root, 'dist/package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'dist/services/apps/cli.js'), 'console.log(JSON.stringify(process.argv.slice(2)));');
  return root;
}

function dependenciesOf(root: string): void {
  const installed = join(root, 'node_modules/.package-lock.json');
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(installed, '{}');
  const later = new Date('2100-01-01T00:00:00Z');
  utimesSync(installed, later, later);
}

describe('the launchers', () => {
  const [whole, linked, elsewhere] = [scratchDirectory(), scratchDirectory(), scratchDirectory()];

  it('run the CLI by `npx tocsin` without a network, on the first call and on the next', async () => {
    const root = checkout(whole);
    dependenciesOf(root);
    const env = { PATH: process.env.PATH, HOME: root, npm_config_cache: join(root, 'cache'), npm_config_registry: 'http://127.0.0.1:1/' };
    for (let call = 0; call < 2; call += 1) {
      const { stdout } = await execute('npx', ['tocsin', 'alert', 'send', 'payments', '--priority', 'high'], { cwd: root, env });
      expect(JSON.parse(stdout)).toEqual(['alert', 'send', 'payments', '--priority', 'high']);
    }
  });

  it('never empty dependencies that belong to another checkout', async () => {
    const root = checkout(linked);
    writeFileSync(join(elsewhere, 'precious'), '');
    symlinkSync(elsewhere, join(root, 'node_modules'));
    const error: unknown = await execute(process.execPath, [join(root, 'scripts/tocsin.mjs')]).catch((reason: unknown) => reason);
    expect(propertyOf(error, 'code')).toBe(2);
    expect(propertyOf(error, 'stderr')).toMatch(/is a symbolic link/);
    expect((await execute('ls', [elsewhere])).stdout).toBe('precious\n');
  });

  it('refuse an old Node with one line', async () => {
    const { stdout } = await execute(process.execPath, [
      '--input-type=module',
      '--eval',
      `const { checkNode } = await import(${JSON.stringify(join(ROOT, 'scripts/set-up.mjs'))});
       for (const v of ['18.20.0', '20.18.9', '20.19.0', '22.0.0']) { try { checkNode(v); console.log(v, 'ok'); } catch (error) { console.log(error.message); } }`,
    ]);
    expect(stdout).toMatch(
      /^Tocsin needs Node 20\.19 or newer; this is 18\.20\.0.*\nTocsin needs .* 20\.18\.9.*\n20\.19\.0 ok\n22\.0\.0 ok\n$/,
    );
  });
});
