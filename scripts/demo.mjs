import { runBuilt } from './run-built.mjs';

await runBuilt('services/apps/demo.js', process.argv.slice(2));
