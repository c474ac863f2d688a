/** Prints docs/guide-traceability.md: which promises of the guide a test proves, and where the shipped handbook says them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const HANDBOOK = 'handbook/escrow-platform.yaml';
const LAYERS = ['domain', 'workflows', 'activities', 'services', 'graphql', 'test'];
const TITLE = /\b(?:describe|it|test|story)(?:\.\w+)*(?:\([^()]*\))?\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*?)\1/g;
const ID = /G\d+(?:\.\d+)?/g;

const read = (file) => readFileSync(path.join(ROOT, file), 'utf8');

/** The test files below a layer, in an order that no file system changes. */
function specsBelow(layer) {
  return readdirSync(path.join(ROOT, layer), { recursive: true })
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => `${layer}/${name.split(path.sep).join('/')}`)
    .filter((file) => !file.includes('/fixtures/'))
    .sort();
}

/** `{ id, title, file }` for every `[Gx.y]` in the name of a test. */
function promisesIn(file) {
  return [...read(file).matchAll(TITLE)].flatMap(([, , name]) => {
    const marks = name.match(/\[G[^\]]*\]/g) ?? [];
    const title = name
      .replace(/\[[GI][^\]]*\]/g, '')
      .replaceAll('\\', '')
      .trim();
    return marks.flatMap((mark) => mark.match(ID) ?? []).map((id) => ({ id, title, file }));
  });
}

/** The lines of the handbook that name the section, in `guide:` or in a comment beside it; not its legend. */
function handbookLines(id) {
  return read(HANDBOOK)
    .split('\n')
    .flatMap((line, index) => ((/^(?!#   ).*guide:(.*)/.exec(line)?.[1] ?? '').match(ID)?.includes(id) ? [index + 1] : []));
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function rowOf({ id, title, behaviour }, promises) {
  const proven = promises.filter((promise) => promise.id === id);
  const tests = proven.length === 0 ? 'not yet' : proven.map((one) => `[${cell(one.title)}](../${one.file})`).join('<br>');
  const lines = handbookLines(id)
    .map((line) => `[${line}](../${HANDBOOK}#L${line})`)
    .join(', ');
  return `| ${id} | ${cell(title)} | ${cell(behaviour)} | ${tests} | ${lines || '–'} |`;
}

const sections = JSON.parse(read('docs/guide-sections.json'));
const promises = LAYERS.flatMap(specsBelow).flatMap(promisesIn);
const known = new Set(sections.map(({ id }) => id));
const unknown = promises.filter(({ id }) => !known.has(id)).map(({ id, file }) => `${id} in ${file}`);
if (unknown.length > 0) {
  console.error(`Not in docs/guide-sections.json: ${unknown.join(', ')}`);
  process.exit(1);
}
const covered = sections.filter(({ id }) => promises.some((promise) => promise.id === id)).length;

console.log(`# From the guide to its proof

<!-- Written by scripts/traceability.mjs (npm run generate) from docs/guide-sections.json, test names and the handbook. Do not edit. -->

The guide is the escrow platform's Support & Operations Guide. A test that proves a part of it carries the section's id in its name, as in
\`[G1.2]\`. A test in a row says that its own promise holds, not that everything in the section is done. Rows without a test say *not yet*;
the handbook may already hold their words.

${covered} of ${sections.length} sections have at least one test. Numbers in the last column are lines of [the handbook](../${HANDBOOK}).

| id | section of the guide | what executing it means | proven by | handbook |
|---|---|---|---|---|
${sections.map((section) => rowOf(section, promises)).join('\n')}`);
