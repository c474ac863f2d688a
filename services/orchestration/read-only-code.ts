import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** How this Node calls its permission model: 20 and 22 know it as an experiment. */
const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';

/**
 * Flags of Node for a process that runs `program`, the compiled code of an application: it may read that code and its packages, and no other
 * file; it writes none, and starts no program and no thread. Native code is allowed, the core of Temporal's SDK is some. This is no sandbox:
 * it does not close the network (before Node 25), and Node promises nothing against code that looks for a way around it.
 */
export function readOnlyCode(program: string): readonly string[] {
  const dist = path.resolve(path.dirname(program), '..', '..');
  const readable = [`${dist}/`, path.join(dist, '..', 'package.json'), ...packagesFor(dist)];
  // Node 20 aborts where a path is named twice.
  return [PERMISSION, '--allow-addons', ...[...new Set(readable)].map((one) => `--allow-fs-read=${one}`)];
}

/** Where Node looks for packages, from `folder` upwards. */
function packagesFor(folder: string): readonly string[] {
  const above = path.dirname(folder);
  const here = path.join(folder, 'node_modules');
  const found = existsSync(here) ? [`${here}/`, `${realpathSync(here)}/`] : [];
  return above === folder ? found : [...found, ...packagesFor(above)];
}
