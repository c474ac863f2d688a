/** `npm run bench -- NAME [--json]` builds and runs bench/NAME.bench.ts; without a name it lists them. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBuilt } from './run-built.mjs';

const BENCH = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../bench');
const SUFFIX = '.bench.ts';

const known = readdirSync(BENCH)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length)); // prettier-ignore
const [name, ...args] = process.argv.slice(2);

if (known.includes(name)) {
  await runBuilt(`bench/${name}.bench.js`, args);
} else {
  console.error(`Which benchmark? npm run bench -- NAME [--json], where NAME is one of: ${known.join(', ')}`);
  process.exitCode = 2;
}
