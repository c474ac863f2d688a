import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

const ROLES = {
  api: { summary: 'Run the role api alone, against DATABASE_URL and TEMPORAL_ADDRESS', load: () => import('../api.js') },
  worker: { summary: 'Run the role worker alone, against DATABASE_URL and TEMPORAL_ADDRESS', load: () => import('../worker.js') },
  migrate: { summary: 'Bring the database and the Temporal namespace up to this build, then end', load: () => import('../migrate.js') },
} as const;

export const roleCommand = (role: keyof typeof ROLES): Command =>
  new Command(role).description(ROLES[role].summary).action(async () => {
    // The role runs in this process as if Node had been given its file: signals and exit code are its own.
    process.argv[1] = fileURLToPath(new URL(`../${role}.js`, import.meta.url));
    process.setSourceMapsEnabled(true);
    await ROLES[role].load();
  });
