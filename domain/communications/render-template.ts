import type { Instant } from '../instant.js';

/** What a template of the status page may name, as `{{ components }}`. Nothing of an alert is among them: its text is hostile. */
export const PLACEHOLDERS = ['components', 'service', 'startedAt'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

const MARK = /\{\{([^{}]*)\}\}/g;

export interface TemplateValues {
  /** The components' public names. */
  readonly components: readonly string[];
  /** The service's name in the handbook. */
  readonly service: string;
  readonly startedAt: Instant;
}

/** The names between the braces of a template, as they are written. */
export const placeholdersIn = (template: string): readonly string[] => [...template.matchAll(MARK)].map(([, name = '']) => name.trim());

/** `template` with its placeholders filled in, in one pass: a value that looks like a placeholder stays as it is. */
export function renderTemplate(template: string, values: TemplateValues): string {
  const words: Readonly<Record<Placeholder, string>> = {
    components: listInWords(values.components),
    service: values.service,
    startedAt: `${new Date(values.startedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  };
  return template.replaceAll(MARK, (mark, name: string) => {
    const placeholder = PLACEHOLDERS.find((one) => one === name.trim());
    return placeholder === undefined ? mark : words[placeholder];
  });
}

/** `Payments, Login and Wallet`. */
function listInWords(names: readonly string[]): string {
  const [last, ...others] = names.toReversed();
  if (last === undefined) return '';
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}
