/** Compiles the folders that the test servers need, for code that runs outside Jest's own transform. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const OUTPUT = path.join(ROOT, 'node_modules/.cache/tocsin-test-servers');
const FOLDERS = ['services/config', 'services/embedded'];

/** Imports one compiled module by its path in the repository, without `.ts`. */
export function importCompiled(module) {
  for (const folder of FOLDERS) {
    for (const name of readdirSync(path.join(ROOT, folder)).filter((file) => /(?<!\.spec|\.d)\.ts$/.test(file)))
      compile(path.join(folder, name));
  }
  return import(pathToFileURL(path.join(OUTPUT, `${module}.js`)).href);
}

function compile(file) {
  const output = path.join(OUTPUT, file.replace(/\.ts$/, '.js'));
  const { code } = transformSync(readFileSync(path.join(ROOT, file), 'utf8'), {
    filename: file,
    swcrc: false,
    configFile: false,
    module: { type: 'es6' },
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2023',
    },
  });
  mkdirSync(path.dirname(output), { recursive: true });
  // Several Jest runs may compile at once: each file is whole at any moment.
  writeFileSync(`${output}.${process.pid}.tmp`, code);
  renameSync(`${output}.${process.pid}.tmp`, output);
}

writeManifest();

function writeManifest() {
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(path.join(OUTPUT, 'package.json'), '{"type":"module"}');
}
