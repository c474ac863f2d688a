import { readFileSync } from 'node:fs';
import { handbookJsonSchemaText } from './json-schema.js';

it('the committed JSON Schema is the one that this code generates', () => {
  const committed = readFileSync(new URL('../../handbook/handbook.schema.json', import.meta.url), 'utf8');
  expect(committed).toBe(handbookJsonSchemaText());
});
