/** `npm run check`: everything that needs no server. Prints one line per step, what a failed step said, and the counts. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './set-up.mjs';
import { jestStep, nodeStep, runSteps, summaryOf } from './steps.mjs';

const LAYERS = ['domain', 'workflows', 'activities', 'services', 'graphql'];
/** What depends on zones runs a second time where the offset is odd and midnight is yesterday's noon in UTC. */
const ZONED = ['domain/', 'services/handbook', 'services/escalation', 'services/notifications'];

/** Longest first, so that the last lane does not wait for it alone. */
const STEPS = [
  jestStep('unit', ['unit', 'guards'], { env: { TZ: 'UTC' } }),
  nodeStep('types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']),
  nodeStep('lint', ['scripts/lint.mjs']),
  jestStep('replay', ['replay']),
  jestStep('zones', ['unit'], { env: { TZ: 'Pacific/Chatham' }, paths: ZONED }),
  nodeStep('dead code', ['node_modules/knip/bin/knip.js', '--no-progress']),
  nodeStep('boundaries', ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs', ...LAYERS]),
  nodeStep('generated files', ['scripts/generated.mjs', '--check']),
  nodeStep('format', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off']),
];

const show = ({ name, ok, ms, output }) => {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(16)} ${(ms / 1000).toFixed(1)} s`);
  if (!ok) console.log(output.trimEnd().replace(/^/gm, '     '));
};

/** Resolves to the counts; every step runs, also after one failed. */
export async function check() {
  await installDependencies();
  const { build } = await import('./build.mjs');
  await build();
  const names = process.argv.slice(2);
  const chosen = names.length === 0 ? STEPS : STEPS.filter((step) => names.includes(step.name));
  return summaryOf(await runSteps(chosen, Math.min(3, availableParallelism()), show));
}

if (path.resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const { passed, failed } = await check();
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
