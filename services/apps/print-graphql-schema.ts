import { printedSchema } from '../../graphql/generate-schema.js';

process.stdout.write(await printedSchema());
