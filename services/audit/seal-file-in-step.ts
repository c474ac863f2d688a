import type { SealEntry } from '../../domain/audit/seal.model.js';
import type { Clock } from '../config/clock.js';
import type { SealFile, SealTail } from './seal-file.js';
import { type SealLine, textOf } from './seal-line.js';
import type { SealsRepository } from './seals.repository.js';

export interface InStepParts {
  readonly seals: SealsRepository;
  readonly file: SealFile;
  readonly clock: Clock;
  readonly warn: (message: string, detail: object) => void;
}

/** The file and the database say different things of one seal: somebody changed one of them. Nothing is sealed upon that. */
export class SealsDifferError extends Error {
  override readonly name = 'SealsDifferError';

  constructor(
    readonly number: number,
    path: string,
  ) {
    super(
      `seal ${number} in the database is not the one in ${path}: \`tocsin audit verify\` names what was changed; nothing is sealed meanwhile`,
    );
  }
}

/**
 * Makes file and database agree before anything is sealed, and answers the newest entry. The one entry that a killed sealer committed
 * and did not append is appended. Entries that only the file has (the database is a restored one) are put back. Of a file that was lost,
 * or lacks more than one entry, the gap is written into the file, and stays there for `audit verify` to report.
 */
export async function bringInStep(parts: InStepParts): Promise<SealEntry | null> {
  const newest = await parts.seals.newest();
  const tail = await tailOf(parts, newest);
  await completeFragment(parts, tail, newest);
  if (tail.last === null) return newest === null ? null : await writeGap(parts, newest.number, newest);
  const last = positionOf(tail.last);
  if (last.number > (newest?.number ?? 0)) return await putBack(parts, newest);
  if (newest === null) return null;
  if (last.number === newest.number) {
    if (last.digest !== newest.digest) throw new SealsDifferError(newest.number, parts.file.path);
    return newest;
  }
  if (isPrefix(tail.fragment, newest)) return newest;
  if (last.number < newest.number - 1) return await writeGap(parts, last.number + 1, newest);
  await parts.file.append(textOf(newest));
  return newest;
}

async function tailOf(parts: InStepParts, newest: SealEntry | null): Promise<Omit<SealTail, 'size'>> {
  const tail = await parts.file.tail();
  if (tail !== null) return tail;
  await parts.file.begin();
  if (newest !== null) await writeGap(parts, 1, newest);
  return { last: newest ?? { kind: 'BEGIN' }, fragment: '' };
}

/** A write that was cut short is finished; a fragment of anything else is closed with a newline, and reported like any foreign line. */
async function completeFragment(parts: InStepParts, { fragment }: Pick<SealTail, 'fragment'>, newest: SealEntry | null): Promise<void> {
  if (fragment === '') return;
  const isOurs = newest !== null && isPrefix(fragment, newest);
  await parts.file.append(isOurs ? textOf(newest).slice(fragment.length) : '\n');
  if (!isOurs) parts.warn('the seal file ended in something that Tocsin did not write', { file: parts.file.path });
}

const isPrefix = (fragment: string, newest: SealEntry): boolean => fragment !== '' && textOf(newest).startsWith(fragment);

function positionOf(last: SealLine): { readonly number: number; readonly digest: string } {
  if (last.kind === 'BEGIN') return { number: 0, digest: '' };
  return last.kind === 'GAP' ? { number: last.to, digest: last.digest } : last;
}

async function writeGap({ file, clock, warn }: InStepParts, from: number, newest: SealEntry): Promise<SealEntry> {
  const { number: to, digest } = newest;
  await file.append(textOf({ kind: 'GAP', at: clock.now(), from, to, digest }));
  warn('the seal file lacks seals that were in it: it was lost, cut or changed', { file: file.path, from, to });
  return newest;
}

/** The file is the older witness: what it has and the database lacks was sealed once. */
async function putBack(parts: InStepParts, newest: SealEntry | null): Promise<SealEntry | null> {
  let known = newest;
  for await (const { line } of parts.file.lines(Number.POSITIVE_INFINITY)) {
    if (line !== null && 'number' in line) known = await putBackOne(parts, known, line);
  }
  const [from, to] = [(newest?.number ?? 0) + 1, known?.number];
  parts.warn('the database lacked seals that the file has: they were put back', { from, to });
  return known;
}

async function putBackOne({ seals, file }: InStepParts, known: SealEntry | null, entry: SealEntry): Promise<SealEntry | null> {
  const before = known ?? { number: 0, digest: '' };
  if (entry.number === before.number && entry.digest !== before.digest) throw new SealsDifferError(entry.number, file.path);
  if (entry.number !== before.number + 1) return known;
  if (entry.previous !== before.digest) throw new SealsDifferError(before.number, file.path);
  await seals.append(entry);
  return entry;
}
