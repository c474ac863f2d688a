import { z } from 'zod';
import { handbookSchema } from './parse-schema.js';

const NONE: ReadonlySet<string> = new Set();

/** The handbook's language as a JSON Schema, for editors. References and times are checked by the parser alone. */
export function handbookJsonSchemaText(): string {
  const schema = z.toJSONSchema(handbookSchema({ people: NONE, schedules: NONE, policies: NONE, services: NONE, components: NONE }), {
    io: 'input',
  });
  return `${JSON.stringify({ ...schema, title: 'Tocsin handbook' }, null, 2)}\n`;
}
