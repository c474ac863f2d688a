#!/usr/bin/env node
/** `npm start`: whatever a clean clone lacks, then `tocsin up` with the same arguments. */
import { buildAll, checkNode, fail, installDependencies, run } from './set-up.mjs';

async function step(name, work) {
  const startedAt = performance.now();
  const did = await work();
  if (did) console.log(`${name.padEnd(28)} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

try {
  checkNode();
  await step('Dependencies installed', installDependencies);
  await step('Built', buildAll);
  await run('cli', ['up', ...process.argv.slice(2)]);
} catch (error) {
  fail(error);
}
