#!/usr/bin/env node
/** The `tocsin` command of a checkout. Silent: its output is the command's alone. */
import { existsSync } from 'node:fs';
import { application, buildAll, checkNode, fail, installDependencies, run } from './set-up.mjs';

try {
  checkNode();
  await installDependencies();
  if (!existsSync(application('cli'))) await buildAll();
  await run('cli', process.argv.slice(2));
} catch (error) {
  fail(error);
}
