import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, resolve, sep } from 'node:path';
import { z } from 'zod';
import { DomainFailure, ERROR_CODES } from '../../../../domain/error.js';
import { linesOf } from '../../../audit/lines-of.js';
import { propertyOf } from '../../../embedded/setup-error.js';
import { authorization, reach } from '../graphql.js';
import { answer, type JsonFlag } from '../output.js';
import { findServer, type Server } from '../server.js';

export interface ExportFlags extends JsonFlag {
  readonly from?: string;
  readonly to?: string;
  readonly out?: string;
}

/** A year of incidents takes minutes. */
const EXPORT_MS = 60 * 60_000;

const lineSchema = z.union([z.object({ path: z.string(), text: z.string() }), z.object({ path: z.string(), base64: z.string() })]);
const refusalSchema = z.object({
  error: z.object({ code: z.enum(ERROR_CODES), detail: z.string(), field: z.string().optional(), hint: z.string().optional() }),
});

/** Writes an export into a new directory. What was cut short on the way is not left behind under its name. */
export async function exportAudit(keys: readonly string[], flags: ExportFlags): Promise<void> {
  const directory = resolve(
    flags.out ?? `tocsin-audit-${keys.length > 0 ? keys.join('-').slice(0, 80) : `${day(flags.from)}-${day(flags.to)}`}`,
  );
  await refuseOccupied(directory);
  const draft = `${directory}.part`;
  await rm(draft, { recursive: true, force: true });
  try {
    const { files, manifest } = await download(findServer(), { keys, flags, draft });
    await rename(draft, directory);
    answer(
      { directory, files, manifest },
      flags,
      () => `${directory}: ${files} files\ncheck it with: node ${join(directory, 'verify.mjs')}`,
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const day = (instant: string | undefined): string => instant?.slice(0, 10) ?? '';

async function refuseOccupied(directory: string): Promise<void> {
  const there = await readdir(directory).catch((error: unknown) => {
    if (propertyOf(error, 'code') === 'ENOENT') return null;
    throw new DomainFailure({ code: 'INVALID_INPUT', field: 'out', detail: `${directory} cannot be used: ${String(error)}` });
  });
  if (there !== null)
    throw new DomainFailure({
      code: 'INVALID_INPUT',
      field: 'out',
      detail: `${directory} exists already`,
      hint: 'choose another with --out',
    });
}

interface Download {
  readonly keys: readonly string[];
  readonly flags: ExportFlags;
  readonly draft: string;
}

async function download(server: Server, { keys, flags, draft }: Download): Promise<{ readonly files: number; readonly manifest: string }> {
  const query = new URLSearchParams(keys.map((key): [string, string] => ['incident', key]));
  for (const name of ['from', 'to'] as const) if (flags[name] !== undefined) query.set(name, flags[name]);
  const response = await reach(server, `/audit/export?${query.toString()}`, {
    headers: authorization(server),
    signal: AbortSignal.timeout(EXPORT_MS),
  });
  if (!response.ok || response.body === null) throw await refusalOf(response);
  let [files, manifest] = [0, ''];
  for await (const { text, isWhole } of linesOf(response.body)) {
    if (!isWhole) break;
    const { path, content } = fileOf(text);
    const file = within(draft, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { flag: 'wx' });
    files += 1;
    if (path === 'manifest.sha256') manifest = createHash('sha256').update(content).digest('hex');
  }
  if (manifest === '') throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'the export was cut short', hint: 'try again' });
  return { files, manifest };
}

function fileOf(text: string): { readonly path: string; readonly content: Buffer } {
  const line = lineSchema.parse(JSON.parse(text));
  return { path: line.path, content: 'text' in line ? Buffer.from(line.text, 'utf8') : Buffer.from(line.base64, 'base64') };
}

/** A server names files of the export only: none outside of its directory. */
function within(directory: string, path: string): string {
  const file = normalize(join(directory, path));
  if (!file.startsWith(`${directory}${sep}`))
    throw new DomainFailure({ code: 'INTERNAL', detail: 'the server names a file outside of the export' });
  return file;
}

async function refusalOf(response: Response): Promise<DomainFailure> {
  const refusal = refusalSchema.safeParse(await response.json().catch(() => null));
  if (!refusal.success) return new DomainFailure({ code: 'UNAVAILABLE', detail: `the server answered ${response.status} and no export` });
  const { code, detail, field, hint } = refusal.data.error;
  return new DomainFailure({ code, detail, ...(field === undefined ? {} : { field }), ...(hint === undefined ? {} : { hint }) });
}
