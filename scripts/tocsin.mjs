#!/usr/bin/env node
/** The `tocsin` command of a checkout. Silent: its output is the command's alone. */
import { buildAll, checkNode, fail, installDependencies, isBuilt, run } from './set-up.mjs';

try {
  checkNode();
  await installDependencies();
  if (!isBuilt()) await buildAll();
  await run('cli', process.argv.slice(2));
} catch (error) {
  fail(error);
}
