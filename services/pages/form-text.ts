import type { FormInput } from './page-context.js';

/** The one text of a field; empty where there is none. */
export const textOf = (input: FormInput, field: string): string => (Object.hasOwn(input, field) ? (input[field]?.[0] ?? '').trim() : '');
