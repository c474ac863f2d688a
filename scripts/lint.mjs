/** `npm run lint`: oxlint with types, then the rule that needs the whole program. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findHandlerCommands } from './guards/handler-commands.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const oxlint = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', '--type-aware', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
});
const commands = findHandlerCommands(ROOT);
for (const { file, line, message } of commands) console.error(`${file}:${line} ${message}`);
if (oxlint.status !== 0 || commands.length > 0) process.exitCode = 1;
