import { z } from 'zod';
import { PLACEHOLDERS, placeholdersIn } from '../../domain/communications/render-template.js';
import { didYouMean } from './did-you-mean.js';
import { id, text } from './parse-leaves.js';
import { severity, strict } from './parse-shapes.js';

/** As the public reads it on one line of a phone. */
const publicName = text.max(80, 'is longer than 80 characters — the public reads it on one line');

const unknownIn = (template: string): string =>
  placeholdersIn(template).find((name) => !PLACEHOLDERS.some((known) => known === name)) ?? '';

/** A text for the public. It can name nothing of an alert: whoever sends an alert would write on the page. */
const template = (max: number) =>
  text
    .max(max, `is longer than ${max} characters — shorten it`)
    .refine((value) => unknownIn(value) === '', {
      error: (issue) => {
        const name = unknownIn(String(issue.input)).slice(0, 60);
        return `there is no placeholder "${name}" — ${didYouMean(name, PLACEHOLDERS)}`;
      },
    })
    .describe(`A text for the public. Placeholders: ${PLACEHOLDERS.map((name) => `{{ ${name} }}`).join(', ')}.`);

/** The lines of the status page, in their order. Guide: G2.5 */
export const componentsSchema = z
  .record(
    id,
    strict({
      name: publicName,
      description: text.max(200, 'is longer than 200 characters — shorten it').optional(),
      publish: z
        .enum(['manual', 'automatic'], {
          error: (issue) =>
            issue.input === undefined ? undefined : 'is not a way to publish — write manual (a person sends each post) or automatic',
        })
        .describe('automatic: what is drafted goes out without a click, once a person has classified the incident.')
        .optional(),
    }),
  )
  .refine((components) => Object.keys(components).length <= 50, 'has more than 50 components — the page must be read at a glance')
  .describe('What the status page lists, in this order.');

/** Who is told what. Guide: G2.5 */
export const communicationsSchema = strict({
  status_page: strict({
    name: publicName.describe('What the page is called.').optional(),
    from: severity.describe('A post is drafted for this severity and worse.'),
    title: template(120).optional(),
    templates: strict({ investigating: template(500), identified: template(500), monitoring: template(500), resolved: template(500) }),
  }).optional(),
});
