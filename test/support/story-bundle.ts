import { readFile } from 'node:fs/promises';
import { build } from '../../scripts/build.mjs';

let bundle: Promise<{ code: string }> | undefined;

/** The workflows as the worker runs them: the build's own bundle, brought up to date once per process. */
export function storyBundle(): Promise<{ code: string }> {
  bundle ??= build().then(async () => ({ code: await readFile(new URL('../../dist/workflow-bundle.js', import.meta.url), 'utf8') }));
  return bundle;
}
