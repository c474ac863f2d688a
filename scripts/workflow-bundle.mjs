import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** Webpack's report is worth reading only when it failed. */
const quietLogger = {
  log: () => undefined,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: (message) => console.warn(message),
  error: (message) => console.error(message),
};

const SOURCE_MAP_COMMENT = /\n\/\/# sourceMappingURL=data:application\/json[^\n]*\s*$/;

/** The digest of what runs: the code without its source map, so that the folder of a checkout does not change it. */
const buildIdOf = (code) => createHash('sha256').update(code.replace(SOURCE_MAP_COMMENT, '')).digest('hex').slice(0, 16);

/**
 * One file with every workflow of `dist`, for the worker and for replay, and the id under which histories record it.
 * Reproducible: the same sources and SDK give the same `buildId` on every machine.
 */
export async function bundleWorkflows(dist) {
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const workflowsPath = path.join(dist, 'workflows/index.js');
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    // Loaded once for all workflows of a process, and frozen: none of our modules keeps anything of one workflow. Otherwise each begins with
    // modules of its own, which V8 has not yet compiled.
    preloadModules: [workflowsPath],
    logger: quietLogger,
    webpackConfigHook: (config) => ({
      ...config,
      context: path.dirname(dist),
      output: { ...config.output, devtoolModuleFilenameTemplate: '[resource-path]' },
    }),
  });
  const { version: sdkVersion } = JSON.parse(await readFile(require.resolve('@temporalio/worker/package.json'), 'utf8'));
  return { code, buildId: buildIdOf(code), sdkVersion };
}
