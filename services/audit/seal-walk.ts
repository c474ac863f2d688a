import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { SealEntry } from '../../domain/audit/seal.model.js';
import { sealDigest } from './seal-digest.js';
import type { NumberedLine, SealFile } from './seal-file.js';
import { type GapLine, lineOf, textOf } from './seal-line.js';
import type { SealsRepository } from './seals.repository.js';

/** Seals of a storm are a third of a megabyte each. */
const PAGE = 100;

/** One number of the chain of seals, as the database and the file each tell it; or a line of the file that is no entry. */
export type SealStep =
  | { readonly kind: 'ENTRY'; readonly number: number; readonly stored: StoredEntry | null; readonly filed: FiledEntry | null }
  | { readonly kind: 'GAP'; readonly index: number; readonly gap: GapLine }
  | { readonly kind: 'FOREIGN'; readonly index: number };

/** `entry` is null where the row holds something that no sealer writes. */
interface StoredEntry {
  readonly number: number;
  readonly entry: SealEntry | null;
}

interface FiledEntry {
  readonly index: number;
  readonly entry: SealEntry;
}

/** The file as it was when it was asked how long it is: what is appended later is not read. */
export interface ReadFile {
  readonly file: SealFile;
  readonly size: number;
}

/**
 * Both tellings side by side, in their order, neither of them whole in memory. `read` null: there is no file. A seal is committed before it is
 * appended: so the rows, read after the file was asked for its length, have every entry of that length.
 */
export async function* sealSteps(seals: SealsRepository, read: ReadFile | null): AsyncGenerator<SealStep> {
  const rows = await StoredRows.open(seals);
  let before = { number: 0, digest: '' };
  for await (const line of read === null ? [] : read.file.lines(read.size)) {
    yield* foreignFirst(line);
    const filed = filedOf(line);
    if (line.line?.kind === 'GAP') before = { number: line.line.to, digest: '' };
    if (filed === null && !(await isOnItsWay(seals, line, before.number))) yield* otherLine(line);
    // Two sealers that both saw the same entry missing wrote the same bytes.
    if (filed === null || filed.entry.digest === before.digest) continue;
    before = filed.entry;
    const { number } = filed.entry;
    while (rows.isBefore(number)) yield stored(await rows.take());
    yield { kind: 'ENTRY', number, stored: rows.isAt(number) ? await rows.take() : null, filed };
  }
  while (rows.isBefore(Number.POSITIVE_INFINITY)) yield stored(await rows.take());
}

/** Whether this is the beginning of the entry that comes next: a sealer is writing it, or was killed, and the next pass ends it. */
async function isOnItsWay(seals: SealsRepository, { fragment }: NumberedLine, after: number): Promise<boolean> {
  if (fragment === '') return false;
  const [next] = await seals.from(after + 1, 1);
  return next !== undefined && textOf(next).startsWith(fragment);
}

/** The database's telling, with one entry looked ahead. */
class StoredRows {
  private constructor(
    private readonly rows: AsyncGenerator<StoredEntry, undefined>,
    private next: StoredEntry | undefined,
  ) {}

  static async open(seals: SealsRepository): Promise<StoredRows> {
    const rows = storedEntries(seals);
    return new StoredRows(rows, (await rows.next()).value);
  }

  isBefore = (number: number): boolean => this.next !== undefined && this.next.number < number;
  isAt = (number: number): boolean => this.next?.number === number;

  /** null: there are no more. */
  async take(): Promise<StoredEntry | null> {
    const row = this.next ?? null;
    this.next = (await this.rows.next()).value;
    return row;
  }
}

const stored = (row: StoredEntry | null): SealStep => ({ kind: 'ENTRY', number: row?.number ?? 0, stored: row, filed: null });

/** An entry that does not have the digest which it names is a line like any other that was changed. */
const filedOf = ({ index, line }: NumberedLine): FiledEntry | null =>
  line !== null && 'number' in line && sealDigest(line) === line.digest ? { index, entry: line } : null;

function* foreignFirst({ index, line }: NumberedLine): Generator<SealStep> {
  if (index === 1 && line !== null && line.kind !== 'BEGIN') yield { kind: 'FOREIGN', index };
}

function* otherLine({ index, line }: NumberedLine): Generator<SealStep> {
  if (line?.kind === 'GAP') yield { kind: 'GAP', index, gap: line };
  else if (line?.kind !== 'BEGIN' || index > 1) yield { kind: 'FOREIGN', index };
}

async function* storedEntries(seals: SealsRepository): AsyncGenerator<StoredEntry, undefined> {
  for (let next = 1; ; ) {
    const page = await seals.from(next, PAGE);
    for (const row of page) yield { number: row.number, entry: entryOf(row) };
    if (page.length < PAGE) return undefined;
    next = (page.at(-1)?.number ?? next) + 1;
  }
}

function entryOf(row: SealEntry): SealEntry | null {
  const line = lineOf(canonicalJson(row));
  return line !== null && 'number' in line ? line : null;
}
