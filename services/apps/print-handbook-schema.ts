import { handbookJsonSchemaText } from '../handbook/json-schema.js';

/** Prints the JSON Schema of the handbook's language: `npm run generate` writes it to `handbook/handbook.schema.json`. */
process.stdout.write(handbookJsonSchemaText());
