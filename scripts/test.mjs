/** `npm test`: sets itself up, then `check`, then every test that needs processes. Ends with `N passed, N failed`. */
import { check } from './check.mjs';
import { jestStep, runStep } from './steps.mjs';

/** Ms that all tests with processes may take together. */
const PROCESS_LIMIT_MS = 3_600_000;

async function testAll() {
  const checked = await check();
  const tested = await runStep(jestStep('process', ['process'], { workers: 2, limitMs: PROCESS_LIMIT_MS }), 'live');
  return { passed: checked.passed + tested.passed, failed: checked.failed + tested.failed };
}

let failed = 1;
try {
  const counts = await testAll();
  failed = counts.failed;
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
}
process.exitCode = failed > 0 ? 1 : 0;
