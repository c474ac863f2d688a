import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { canonicalJson } from '../../../domain/audit/canonical-json.js';
import { AuditExportService } from '../../../services/audit/audit-export.service.js';
import { verifyExport } from '../../../services/audit/verify.mjs';
import { IncidentsService } from '../../../services/incidents/incidents.service.js';
import type { Sight } from '../../../services/persistence/incident-scope.js';
import { archiveHistory } from './archive-history.js';
import { AuditWorld } from './audit-world.js';
import { recomputeIncident } from './recompute.js';

const VERIFIER = fileURLToPath(new URL('../../../services/audit/verify.mjs', import.meta.url));
const AUDITOR: Sight = { person: 'zoe', role: 'AUDITOR' };

let world: AuditWorld;
let clean: string;
let keys: string[];
/** Two incidents, one with an archived history; all of it sealed and signed, but for the last event. */
beforeAll(async () => {
  world = await AuditWorld.open();
  clean = mkdtempSync(join(tmpdir(), 'tocsin-export-'));
  keys = [await world.incidents.begin({ at: world.at }), await world.incidents.begin({ at: world.at, title: 'naïve ☂ 𝒳 <b>' })];
  await archiveHistory(world.pool, { number: 1, incidentKey: keys[0] ?? '', history: gzipSync('what the run did') });
  await world.seal();
  await world.note(keys[0] ?? '', 'sealed, and signed an hour later');
  await world.seal();
  world.at += 3_600_000;
  await world.seal();
  await world.note(keys[0] ?? '', 'not sealed');
});
afterAll(async () => {
  await world.close();
  rmSync(clean, { recursive: true });
});

type Scope = Partial<Parameters<AuditExportService['export']>[0]>;

const exported = async (scope: Scope, sight = AUDITOR): Promise<string> => await exportedWhile(scope, () => Promise.resolve(), sight);

/** `happens` each time a file of the export was made. */
async function exportedWhile(scope: Scope, happens: (path: string) => Promise<void>, sight = AUDITOR): Promise<string> {
  const { pool, clock, key } = world;
  const service = new AuditExportService({ pool, clock, key, oldKeys: [], incidents: new IncidentsService(world.dataSource) });
  const directory = mkdtempSync(join(clean, 'e-'));
  for await (const { path, content } of await service.export({ keys: null, from: null, to: null, ...scope }, sight)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
    await happens(path);
  }
  return directory;
}

const filesOf = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** A foreign machine: Node and the directory, no environment, no network, nothing of ours. */
function checkedAlone(directory: string, ...args: readonly string[]): { readonly code: number; readonly said: string } {
  try {
    const options = { env: {}, cwd: directory, encoding: 'utf8' } as const;
    return { code: 0, said: execFileSync(process.execPath, ['verify.mjs', ...args], options) };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { code: status, said: stdout };
  }
}

it('[I9] an export proves itself on a machine that has Node and nothing else', async () => {
  const directory = await exported({ keys });
  const { code, said } = checkedAlone(directory, '.', '--key', world.key.id);
  expect(said).toContain('sound\n');
  const [first = '', second = ''] = keys;
  const all = world.incidents.state(first).lastSeq;
  expect(said).toContain(`${first}: ${all} events, sealed up to ${all - 1}, signed up to ${all - 1}`);
  expect(said).toContain(`${second}: `);
  expect(said).toContain('1 histories, 1 handbook versions');
  expect(code).toBe(0);
  expect(checkedAlone(directory, '.', '--key', `sha256:${'0'.repeat(64)}`)).toMatchObject({ code: 1 });
  expect(readFileSync(join(directory, 'verify.mjs'), 'utf8').trimEnd().split('\n').length).toBeLessThan(200);
  expect(readFileSync(join(directory, 'verify.mjs'), 'utf8')).toMatch(/^(?![^]*from '(?!node:))/);
});

it('[I9] one byte changed, anywhere in any file: refused, naming the file', async () => {
  const directory = await exported({ keys });
  for (const file of filesOf(directory)) {
    const bytes = readFileSync(file);
    const name = file.slice(directory.length + 1);
    const places = [
      ...new Set([0, bytes.length - 1, ...Array.from({ length: 12 }, (_, i) => Math.floor((bytes.length * (i + 0.5)) / 12))]),
    ];
    for (const place of places) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      writeFileSync(file, changed);
      let refusal = '';
      try {
        verifyExport(directory);
      } catch (error) {
        refusal = String(error);
      }
      const names = name.startsWith('manifest') || name === 'keys.pem' ? /manifest\.|keys\.pem/ : new RegExp(name.replaceAll('.', '\\.'));
      expect({ name, place, refusal }).toMatchObject({ refusal: expect.stringMatching(names) as unknown as string });
    }
    writeFileSync(file, bytes);
  }
  expect(verifyExport(directory)[0]).toBe('sound');
});

it('[I9] the event that was changed, moved, or left out is named by its line', async () => {
  const directory = await exported({ keys });
  const [key = ''] = keys;
  const file = join(directory, 'incidents', key, 'timeline.jsonl');
  const text = readFileSync(file, 'utf8');
  const lines = text.trimEnd().split('\n');
  const forgeries = [
    [lines.with(3, lines[3]?.replace('"at":1', '"at":2') ?? ''), `${key}/timeline.jsonl:4: event 4 was changed`],
    [lines.with(2, lines[3] ?? '').with(3, lines[2] ?? ''), `${key}/timeline.jsonl:3: event 3 is not there`],
    [lines.toSpliced(1, 1), `${key}/timeline.jsonl:2: event 2 is not there`],
    [lines.slice(0, -2), `${key}/timeline.jsonl:${lines.length - 1}: event ${lines.length - 1} is not there, although seal`],
  ] as const;
  for (const [forged, refusal] of forgeries) {
    writeFileSync(file, `${forged.join('\n')}\n`);
    const { code, said } = checkedAlone(directory);
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining(refusal) as unknown as string });
  }
  writeFileSync(file, text);
  writeFileSync(join(directory, 'more.txt'), 'a file that was not exported');
  expect(checkedAlone(directory).said).toBe('REFUSED more.txt: is not in the manifest\n');
});

it('[I9] the verifier of somebody who trusts nothing in the export checks it from elsewhere', async () => {
  const directory = await exported({ keys });
  writeFileSync(join(directory, 'verify.mjs'), `console.log('sound');\n`);
  const run = (): string =>
    execFileSync(process.execPath, [VERIFIER, directory], { env: {}, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(run).toThrow();
  expect(checkedAlone(directory).said).toBe('sound\n');
});

it('[I9] whoever names a key is not content with an export that nobody signed', async () => {
  const directory = await exported({ keys });
  for (const name of ['manifest.sig', 'keys.pem', 'seals.jsonl', 'heads.jsonl']) rmSync(join(directory, name));
  const { files, ...rest } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as { files: { path: string }[] };
  const left = files.filter(({ path }) => existsSync(join(directory, path)));
  const manifest = `${canonicalJson({ ...rest, files: left, key: null })}\n`;
  writeFileSync(join(directory, 'manifest.json'), manifest);
  writeFileSync(join(directory, 'manifest.sha256'), `${createHash('sha256').update(manifest).digest('hex')}\n`);
  expect(checkedAlone(directory, '.').said).toContain('not signed: it proves nothing about who made it');
  const refusal = 'REFUSED manifest.sig: is missing: the key that you named did not sign this\n';
  expect(checkedAlone(directory, '.', '--key', world.key.id)).toEqual({ code: 1, said: refusal });
});

it('[I9] an incident that goes on and is sealed while it is exported is exported as it was, and proved as far', async () => {
  const key = await world.incidents.begin({ at: world.at });
  await world.seal();
  await world.note(key, 'sealed while the export is made');
  const { lastSeq } = world.incidents.state(key);
  const directory = await exportedWhile({ keys: [key] }, async (path) => {
    if (path !== `incidents/${key}/timeline.jsonl`) return;
    await world.seal();
    await world.note(key, 'later than the export');
    await world.seal();
  });
  expect(verifyExport(directory)).toContainEqual(
    expect.stringMatching(`^${key}: ${lastSeq} events, sealed up to ${lastSeq}, signed up to `),
  );
});

it('[I10] an export of a span holds what the auditor may see, and proves it without naming the rest', async () => {
  const secret = await world.incidents.begin({ at: world.at, visibility: 'RESTRICTED', title: 'layoffs' });
  await world.seal();
  await expect(exported({ keys: [secret] })).rejects.toThrow(/NOT_FOUND/);
  const directory = await exported({ from: 0, to: world.at + 1 });
  expect(verifyExport(directory)[0]).toBe('sound');
  for (const file of filesOf(directory)) expect(readFileSync(file, 'utf8')).not.toMatch(new RegExp(`${secret}|layoffs`));
  const whole = await exported({ from: 0, to: world.at + 1 }, { person: 'ada', role: 'ADMIN' });
  expect(verifyExport(whole).join('\n')).toContain(secret);
});

it('[I9] a tail that was cut before the export is refused by the seals that were made before it', async () => {
  const key = await world.incidents.begin({ at: world.at });
  await world.note(key, 'sealed, and then cut off');
  await world.seal();
  const { lastSeq } = world.incidents.state(key);
  await world.forge(`DELETE FROM incident_events WHERE incident_key = '${key}' AND seq = ${lastSeq}`);
  await recomputeIncident(world.pool, key);
  const directory = await exported({ keys: [key] });
  expect(() => verifyExport(directory)).toThrow(`event ${lastSeq} is not there, although seal`);
});
