import { z } from 'zod';
import { duration, text } from './parse-leaves.js';

/** The ids that a handbook defines: what its references may name. */
export interface KnownIds {
  readonly people: ReadonlySet<string>;
  readonly schedules: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly components: ReadonlySet<string>;
}

export const SEVERITY_KEYS = ['sev1', 'sev2', 'sev3', 'sev4'] as const;

/** `unrecognized_keys` carries the known ones as its message, for whoever turns the issue into a problem. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const marks = { guide: guide.optional(), extension: extension.optional() };
  const known = [...Object.keys(shape), ...Object.keys(marks)].join(' ');
  return z.strictObject({ ...marks, ...shape }, { error: (issue) => (issue.code === 'unrecognized_keys' ? known : undefined) });
}

const guide = z
  .union([z.string().regex(/^G\d+(\.\d+)?$/), z.array(z.string().regex(/^G\d+(\.\d+)?$/)).min(1)], {
    error: 'does not cite a section of the guide — write for example G1.2',
  })
  .describe('The section of the guide that says so, for example G1.2.');
const extension = z
  .literal(true, { error: 'can only be true — leave it out where the guide says so itself' })
  .describe('The guide does not say this.');
export const placeholder = text.describe("The guide's own placeholder that a sample stands for. Remove the line once the value is yours.");

export const severity = z.enum(SEVERITY_KEYS, {
  error: (issue) => (issue.input === undefined ? undefined : 'is not a severity — write sev1, sev2, sev3 or sev4'),
});

/** `30 minutes`, or `{ <name>: 30 minutes, extension: true }` where the reader should see that the guide did not say it. */
export const marked = <Name extends string>(name: Name) =>
  z.union([duration, strict({ [name]: duration } as Record<Name, typeof duration>)], {
    error: `is not a duration — write for example "30 minutes" or { ${name}: 30 minutes, extension: true }`,
  });
