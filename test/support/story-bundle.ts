import { readFile } from 'node:fs/promises';
import { build } from '../../scripts/build.mjs';

export interface StoryBuild {
  readonly code: string;
  readonly buildId: string;
  readonly sdkVersion: string;
}

let made: Promise<StoryBuild> | undefined;

/** The workflows as the worker runs them: the build's own bundle, brought up to date once per process. */
export function storyBundle(): Promise<StoryBuild> {
  made ??= build().then(async () => {
    const read = (name: string): Promise<string> => readFile(new URL(`../../dist/${name}`, import.meta.url), 'utf8');
    const named = JSON.parse(await read('build-id.json')) as Omit<StoryBuild, 'code'>;
    return { ...named, code: await read('workflow-bundle.js') };
  });
  return made;
}
