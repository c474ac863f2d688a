import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type HostEnvironment, hostEnvironment } from './host-environment.js';
import { messageOf } from './message-of.js';
import { SECRETS, type Settings, settingsSchema } from './settings.js';

/** The environment is wrong: every problem at once, no value of a secret among them. The process ends with code 2. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(readonly problems: readonly string[]) {
    super(['the environment is not usable:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
}

/** The settings of this process. Secrets may come from the file named by `NAME_FILE`. Throws EnvironmentError. */
export function readEnvironment(host: HostEnvironment = hostEnvironment()): Settings {
  const problems: string[] = [];
  const parsed = settingsSchema.safeParse({ ...host, ...secretsFromFiles(host, problems) });
  if (parsed.success && problems.length === 0) return parsed.data;
  const invalid = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new EnvironmentError([...problems, ...invalid]);
}

function secretsFromFiles(host: HostEnvironment, problems: string[]): Record<string, string> {
  const read: Record<string, string> = {};
  for (const name of SECRETS) {
    const path = host[`${name}_FILE`];
    if (path === undefined) continue;
    if (host[name] !== undefined) problems.push(`${name}: set it or ${name}_FILE, not both`);
    try {
      read[name] = readFileSync(path, 'utf8').trim();
    } catch (error) {
      problems.push(`${name}_FILE: ${messageOf(error)}`);
    }
  }
  return read;
}

/** Every setting with its meaning, for the generated configuration table. */
export function describeSettings(): readonly { readonly name: string; readonly meaning: string; readonly isSecret: boolean }[] {
  return Object.entries(settingsSchema.shape).map(([name, schema]) => ({
    name,
    meaning: (schema as z.ZodType).description ?? '',
    isSecret: (SECRETS as readonly string[]).includes(name),
  }));
}
