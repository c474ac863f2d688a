/**
 * Files that a program of this repository writes. They are committed, so that a change shows in review, and diffed by `npm run check`.
 * `node scripts/generated.mjs` writes them; with `--check` it only compares.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** `command` runs with Node, after the build, and prints the file's content. */
const GENERATED = [
  { file: 'graphql/schema.graphql', command: ['dist/services/apps/print-graphql-schema.js'] },
  { file: 'handbook/handbook.schema.json', command: ['dist/services/apps/print-handbook-schema.js'] },
  { file: 'docs/operations/configuration.md', command: ['scripts/configuration.mjs'] },
  { file: 'docs/guide-traceability.md', command: ['scripts/traceability.mjs'] },
];

const isCheck = process.argv.includes('--check');

function regenerate({ file, command }) {
  const target = path.join(ROOT, file);
  const content = execFileSync(process.execPath, command, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const isSame = existsSync(target) && readFileSync(target, 'utf8') === content;
  if (!isSame && !isCheck) writeFileSync(target, content);
  return isSame;
}

const { build } = await import('./build.mjs');
await build();
const changed = GENERATED.filter((row) => !regenerate(row)).map((row) => row.file);
if (changed.length > 0)
  console.log(isCheck ? `Out of date (npm run generate writes them): ${changed.join(', ')}` : `Written: ${changed.join(', ')}`);
if (isCheck && changed.length > 0) process.exitCode = 1;
