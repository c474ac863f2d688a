/**
 * Checks an export of Tocsin's audit record: `node verify.mjs [DIRECTORY] [--key sha256:…]`. Needs Node and nothing else.
 * Whoever can change the export can change this file and its keys too: take both from elsewhere (`tocsin audit key`).
 */
import { createHash, createPublicKey, verify as isSigned } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

class Refusal extends Error {}
/** What is wrong, where: a file, and a line of it. */
const refuse = (file, index, why) => {
  throw new Refusal(`${file}${index === null ? '' : `:${index}`}: ${why}`);
};
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

export function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
}
const digestOf = (value) => sha256(canonicalJson(value));
const chainAfter = (head, digest) => sha256(`${head}\n${digest}`);
function parsed(file, index, text) {
  try {
    if (text.startsWith('{') && canonicalJson(JSON.parse(text)) === text) return JSON.parse(text);
  } catch {
    return refuse(file, index, 'is no JSON');
  }
  return refuse(file, index, 'is not written as Tocsin writes it');
}
/** A file's bytes; null: it is not there. */
const bytesOf = (directory, file) => (existsSync(path.join(directory, file)) ? readFileSync(path.join(directory, file)) : null);
const textOf = (directory, file) => bytesOf(directory, file)?.toString('utf8') ?? refuse(file, null, 'is missing');
/** The values of a file of one value a line; a change of a byte changes a line. */
function lines(directory, file) {
  const texts = (bytesOf(directory, file) ?? '').toString('utf8').split('\n');
  if (texts.pop() !== '') refuse(file, texts.length + 1, 'the last line was cut short');
  return texts.map((text, index) => parsed(file, index + 1, text));
}

/** The manifest itself, before anything that it says is believed. */
function readManifest(directory, keys, pinned) {
  const text = textOf(directory, 'manifest.json');
  const digest = sha256(text);
  if (textOf(directory, 'manifest.sha256') !== `${digest}\n`) refuse('manifest.json', 1, 'it or manifest.sha256 was changed');
  const manifest = parsed('manifest.json', 1, text.replace(/\n$/, ''));
  if ((bytesOf(directory, 'manifest.sig') === null) !== (manifest.key === null)) refuse('manifest.sig', null, 'is missing, or too many');
  if (manifest.key === null && pinned.length > 0) refuse('manifest.sig', null, 'is missing: the key that you named did not sign this');
  if (manifest.key === null) return manifest;
  const key = keys.get(manifest.key) ?? refuse('keys.pem', null, 'the key that signed the manifest is not in it, or not the one you named');
  const signature = Buffer.from(textOf(directory, 'manifest.sig'), 'base64');
  const isExact = textOf(directory, 'manifest.sig') === `${signature.toString('base64')}\n`;
  const holds = isExact && isSigned(null, Buffer.from(`tocsin-export\n${digest}`), key, signature);
  return holds ? manifest : refuse('manifest.sig', 1, 'the signature does not hold');
}

function readKeys(directory, pinned) {
  const text = (bytesOf(directory, 'keys.pem') ?? '').toString('utf8');
  try {
    const pems = text.match(/-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----/g) ?? [];
    const idOf = (key) => `sha256:${sha256(key.export({ type: 'spki', format: 'der' }))}`;
    const known = pems.map((pem) => createPublicKey(pem)).map((key) => [idOf(key), key]);
    return new Map(known.filter(([id]) => pinned.length === 0 || pinned.includes(id)));
  } catch {
    return refuse('keys.pem', null, 'holds something that is no key');
  }
}

/** Every file is there and is what the manifest says, and nothing else is there. */
function checkFiles(directory, { files }) {
  const known = new Set([...files.map((file) => file.path), 'manifest.json', 'manifest.sha256', 'manifest.sig']);
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const name = path.relative(directory, path.join(entry.parentPath ?? entry.path, entry.name)).replaceAll(path.sep, '/');
    if (!entry.isDirectory() && !known.has(name)) refuse(name, null, 'is not in the manifest');
  }
  for (const [index, { path: name, sha256: digest }] of files.entries()) {
    const bytes = bytesOf(directory, name) ?? refuse(name, null, `is missing (file ${index + 1} of the manifest)`);
    if (sha256(bytes) !== digest) refuse(name, null, `was changed (file ${index + 1} of the manifest)`);
  }
}

/** The events of one incident: each says what its digest says, and builds upon the one before. Answers the heads, from 1. */
function timelineHeads(directory, key) {
  const [file, heads] = [`incidents/${key}/timeline.jsonl`, ['']];
  for (const [index, { event, digest, chain }] of lines(directory, file).entries()) {
    if (event?.seq !== index + 1) refuse(file, index + 1, `event ${index + 1} is not there`);
    if (digestOf(event) !== digest) refuse(file, index + 1, `event ${index + 1} was changed`);
    if (chainAfter(heads[index], digest) !== chain) refuse(file, index + 1, `event ${index + 1} does not build upon the one before`);
    heads.push(chain);
  }
  return heads;
}

/** null: no archive, which the caller refuses. */
const unzippedDigest = (directory, file) => {
  try {
    return sha256(gunzipSync(bytesOf(directory, file)));
  } catch {
    return null;
  }
};
/** Every run that was archived: its bytes, and its link. Answers the links by their numbers. */
function historyHeads(directory, key) {
  const [file, found] = [`incidents/${key}/histories.jsonl`, new Map()];
  for (const [index, { facts, previous, chain }] of lines(directory, file).entries()) {
    if (sha256(`${previous}\n${canonicalJson(facts)}`) !== chain) refuse(file, index + 1, 'the run was changed');
    const history = `incidents/${key}/histories/${facts?.number}.history.gz`;
    if (unzippedDigest(directory, history) !== facts.digest) refuse(history, index + 1, 'is missing or was changed');
    found.set(facts.number, chain);
  }
  return found;
}

/** Every handbook version's record, and the text of those that are here. Answers the links by the versions' numbers. */
function handbookHeads(directory) {
  let [found, head] = [new Map(), ''];
  for (const [index, record] of lines(directory, 'handbook/versions.jsonl').entries()) {
    head = chainAfter(head, digestOf(record));
    found.set(record.id, head);
    const text = bytesOf(directory, `handbook/${record.id}.yaml`);
    if (text !== null && sha256(text) !== record.source)
      refuse('handbook/versions.jsonl', index + 1, `it or handbook/${record.id}.yaml was changed`);
  }
  return found;
}

/** The seals, in runs that each end with a signature where there is one yet. Answers each seal with whether it is signed. */
function checkSeals(directory, keys) {
  const [file, seals] = ['seals.jsonl', new Map()];
  let [before, run] = [null, []];
  for (const [index, { digest, ...entry }] of lines(directory, file).entries()) {
    if (digestOf(entry) !== digest) refuse(file, index + 1, `seal ${entry.number} was changed`);
    const follows = entry.number === before?.number + 1;
    if (follows && entry.previous !== before.digest) refuse(file, index + 1, `seal ${entry.number} does not build upon the one before`);
    if (!follows) run = [];
    before = { number: entry.number, digest };
    const seal = { leaves: new Set(entry.leaves ?? []), signedAt: null };
    if (entry.kind === 'SEAL') run.push(seal);
    else if (keys.has(entry.key)) {
      const text = `tocsin-seal\n${entry.number}\n${entry.at}\n${entry.previous}`;
      const holds = isSigned(null, Buffer.from(text), keys.get(entry.key), Buffer.from(entry.signature, 'base64'));
      if (!holds) refuse(file, index + 1, `signature ${entry.number} does not hold`);
      for (const one of run) one.signedAt = entry.at;
    }
    seals.set(entry.number, seal);
  }
  return seals;
}

const PLACES = { handbook_versions: 'handbook/versions.jsonl', history_archive: 'histories.jsonl' };
/** What the seals say of what is here must be so. Answers, per chain, up to where it is sealed and up to where that is signed. */
function checkHeads(directory, { seals, headOf }) {
  const [file, proved] = ['heads.jsonl', new Map()];
  for (const [index, { seal, chain, length, head }] of lines(directory, file).entries()) {
    const isSealed = seals.get(seal)?.leaves.has(digestOf([chain, length, head]));
    if (!isSealed) refuse(file, index + 1, `seal ${seal} says something else of ${chain}`);
    const here = headOf(chain, length);
    const place = PLACES[chain] ?? `incidents/${chain}/timeline.jsonl`;
    if (here === undefined) refuse(place, length, `event ${length} is not there, although seal ${seal} has it`);
    if (here !== head) refuse(place, length, `it is not what seal ${seal} fixed at ${length}`);
    const known = proved.get(chain) ?? { sealed: 0, signed: 0 };
    const signed = seals.get(seal).signedAt === null ? known.signed : Math.max(known.signed, length);
    proved.set(chain, { sealed: Math.max(known.sealed, length), signed });
  }
  return proved;
}

/** Everything, in one directory. Answers what to tell; throws a refusal that names the place. `pinned`: ids of the only keys to trust. */
export function verifyExport(directory, pinned = []) {
  const keys = readKeys(directory, pinned);
  const manifest = readManifest(directory, keys, pinned);
  const handbooks = handbookHeads(directory);
  const incidents = new Map(manifest.incidents.map((key) => [key, timelineHeads(directory, key)]));
  const histories = new Map(manifest.incidents.flatMap((key) => [...historyHeads(directory, key)]));
  const headOf = (chain, at) =>
    ({ history_archive: histories, handbook_versions: handbooks })[chain]?.get(at) ?? incidents.get(chain)?.[at];
  const proved = checkHeads(directory, { seals: checkSeals(directory, keys), headOf });
  checkFiles(directory, manifest);
  const said = ([key, all]) =>
    `${key}: ${all.length - 1} events, sealed up to ${proved.get(key)?.sealed ?? 0}, signed up to ${proved.get(key)?.signed ?? 0}`;
  const origin = pinned.length === 0 ? ', which came with it: compare it with the one you keep' : '';
  const signer = manifest.key === null ? 'not signed: it proves nothing about who made it' : `signed with ${manifest.key}${origin}`;
  return ['sound', ...[...incidents].map(said), `${histories.size} histories, ${handbooks.size} handbook versions`, signer];
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { key: { type: 'string', multiple: true } } });
    console.log(verifyExport(positionals[0] ?? path.dirname(fileURLToPath(import.meta.url)), values.key ?? []).join('\n'));
  } catch (error) {
    console.log(`REFUSED ${error instanceof Refusal ? error.message : `the export cannot be read: ${error.message}`}`);
    process.exitCode = 1;
  }
}
