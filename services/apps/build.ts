import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const inDist = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** Where the build put the workflows of this build. */
export const BUNDLE = inDist('workflow-bundle.js');

/** The program in which an audit executes histories again. */
export const REPLAYER = inDist('services/apps/replayer.js');

/** The handbook that comes with the product. */
export const SHIPPED_HANDBOOK = inDist('handbook/escrow-platform.yaml');

const buildSchema = z.object({ buildId: z.string(), sdkVersion: z.string() });

/** The digest of this build's workflows, and the version of the SDK that they are bundled with. */
export async function thisBuild(): Promise<z.infer<typeof buildSchema>> {
  return buildSchema.parse(JSON.parse(await readFile(inDist('build-id.json'), 'utf8')));
}

const packageSchema = z.object({ version: z.string() });

export async function productVersion(): Promise<string> {
  return packageSchema.parse(JSON.parse(await readFile(inDist('../package.json'), 'utf8'))).version;
}
