/** Prints docs/operations/configuration.md: every environment variable, as the code that reads it describes it. Runs on the build. */
const { describeSettings } = await import(new URL('../dist/services/config/environment.js', import.meta.url).href);
const { settingsSchema } = await import(new URL('../dist/services/config/settings.js', import.meta.url).href);

/** What a variable is when it is not set; a dash where its meaning says so. */
function defaultOf(name) {
  const value = settingsSchema.shape[name].safeParse(undefined).data;
  if (value === undefined) return '–';
  return `\`${typeof value === 'boolean' ? (value ? 'on' : 'off') : value}\``;
}

const rowOf = ({ name, meaning, isSecret }) =>
  `| \`${name}\` | ${meaning.replaceAll('|', '\\|')} | ${defaultOf(name)} | ${isSecret ? `yes, or \`${name}_FILE\`` : ''} |`;

console.log(`# Configuration

<!-- Written by scripts/configuration.mjs (npm run generate) from services/config. Do not edit. -->

Tocsin is configured by environment variables. All of them are read and checked when a process starts: a wrong one ends it with exit code 2
and a message that names every problem. A *secret* may be given as a file instead (\`NAME_FILE\`, for example a mounted secret); its value is
never logged. The roles \`api\`, \`worker\` and \`migrate\` need \`DATABASE_URL\`, \`TEMPORAL_ADDRESS\` and \`TOCSIN_LINK_SECRET\`; \`npm start\` fills
these in by itself.

What a company decides (people, rotation, escalation, severities, routing) is not here: it is in the handbook.

| variable | meaning | default | secret |
|---|---|---|---|
${describeSettings().map(rowOf).join('\n')}`);
