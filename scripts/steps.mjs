import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** A step that takes longer hangs. */
const STEP_LIMIT_MS = 300_000;

/** A step that runs one program of this repository with Node. */
export const nodeStep = (name, args) => ({ name, args, more: [], env: {}, limitMs: STEP_LIMIT_MS, counts: 'step' });

/** A step that runs Jest on some projects, or on some `paths` of them; it counts as its tests do. */
export const jestStep = (name, projects, { paths = [], env = {}, limitMs = STEP_LIMIT_MS, workers = 1 } = {}) => ({
  name,
  args: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--passWithNoTests'],
  more: [`--maxWorkers=${workers}`, '--selectProjects', ...projects, '--', ...paths],
  env,
  limitMs,
  counts: 'tests',
});

function run({ args, env, limitMs }, { stdio }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio, timeout: limitMs });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const ending = signal === null ? '' : `\nstopped by ${signal} (a step may take ${limitMs / 1000} s)\n`;
      resolve({ ok: code === 0, output: `${Buffer.concat(output).toString('utf8')}${ending}` });
    });
  });
}

/** Jest's own counts. A suite that did not even load is one failure. */
function testCounts(file, ok) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: !ok && failed === 0 ? 1 : failed };
}

/**
 * Runs one step. Resolves to `{ name, ok, ms, passed, failed, output }`; `output` is empty where the step writes to the terminal itself.
 * `show: 'live'` lets the step write as it goes, `'afterwards'` collects what it says.
 */
export async function runStep(step, show = 'afterwards') {
  const folder = mkdtempSync(path.join(tmpdir(), 'tocsin-step-'));
  const report = path.join(folder, 'report.json');
  const startedAt = performance.now();
  try {
    const reporting = step.counts === 'tests' ? ['--json', `--outputFile=${report}`] : [];
    const stdio = ['ignore', show === 'live' && step.counts !== 'tests' ? 'inherit' : 'pipe', show === 'live' ? 'inherit' : 'pipe'];
    const { ok, output } = await run({ ...step, args: [...step.args, ...reporting, ...step.more] }, { stdio });
    const counts = step.counts === 'tests' ? safeCounts(report, ok) : { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
    return {
      name: step.name,
      ok: ok && counts.failed === 0,
      ms: Math.round(performance.now() - startedAt),
      ...counts,
      output: step.counts === 'tests' ? withoutReport(output) : output,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Jest that ended before its report (a broken configuration, no memory) counts as one failure. */
function safeCounts(report, ok) {
  try {
    return testCounts(report, ok);
  } catch (error) {
    if (error.code !== 'ENOENT' && !(error instanceof SyntaxError)) throw error;
    return { passed: 0, failed: 1 };
  }
}

const withoutReport = (output) =>
  output
    .split('\n')
    .filter((line) => !line.startsWith('{"num') && !line.startsWith('Test results written to'))
    .join('\n'); // prettier-ignore

/** Runs the steps, at most `limit` at a time, and calls `onDone` with each result as it comes. */
export async function runSteps(steps, limit, onDone) {
  const waiting = [...steps];
  const results = [];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await runStep(step);
      results.push(result);
      onDone(result);
    }
  };
  await Promise.all(Array.from({ length: limit }, lane));
  return results;
}

/** `N passed, N failed` over all results: a check counts once, a test suite by its tests. */
export function summaryOf(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}
