import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, link, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { linesOf } from './lines-of.js';
import { lineOf, type SealLine, textOf } from './seal-line.js';

/** A seal of two thousand incidents is a quarter of a megabyte; the last line is found within this. */
const TAIL_BYTES = 4 * 1024 * 1024;

/** How the file ends: its last whole line, and what a writer that was killed left of the next one. */
export interface SealTail {
  /** null: the last whole line is not ours. */
  readonly last: SealLine | null;
  readonly fragment: string;
  /** How long the file was then, in bytes. */
  readonly size: number;
}

/** One line of the file, counted from 1; `line` is null where it is not ours. */
export interface NumberedLine {
  readonly index: number;
  readonly line: SealLine | null;
  /** The text of the last line where its newline is not there; else empty. */
  readonly fragment: string;
}

/** The seals outside PostgreSQL: a file that is only ever appended to, each line on the disk before the next is made. */
export class SealFile {
  constructor(readonly path: string) {}

  /** null: there is no such file, or nothing in it. */
  async tail(): Promise<SealTail | null> {
    return await this.opened('r', async (file) => {
      const { size } = await file.stat();
      if (size === 0) return null;
      const start = Math.max(0, size - TAIL_BYTES);
      const bytes = Buffer.alloc(size - start);
      await file.read(bytes, 0, bytes.length, start);
      const lines = bytes.toString('utf8').split('\n');
      const fragment = lines.pop() ?? '';
      return { last: lineOf(lines.at(-1) ?? ''), fragment, size };
    });
  }

  /** Writes the first line, into a file that was made beforehand and is empty, or a new one; whoever else makes it at the same time is not overwritten. */
  async begin(): Promise<void> {
    if (await this.opened('r', () => Promise.resolve(true))) return await this.append(textOf({ kind: 'BEGIN' }));
    const draft = `${this.path}.${randomBytes(6).toString('hex')}.tmp`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(textOf({ kind: 'BEGIN' }));
      await file.sync();
      await link(draft, this.path);
    } finally {
      await file.close();
      await rm(draft, { force: true });
    }
    await syncDirectory(dirname(this.path));
  }

  /** On the disk when this resolves. Throws `ENOENT` when the file is gone: it is never made anew in passing. */
  async append(text: string): Promise<void> {
    await stat(this.path);
    const file = await open(this.path, 'a');
    try {
      await file.appendFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Every line within the first `bytes`, oldest first. */
  async *lines(bytes: number): AsyncGenerator<NumberedLine> {
    if (bytes === 0) return;
    let index = 0;
    for await (const { text, isWhole } of linesOf(createReadStream(this.path, { end: bytes - 1 }))) {
      index += 1;
      yield { index, line: lineOf(text), fragment: isWhole ? '' : text };
    }
  }

  private async opened<T>(flags: string, use: (file: FileHandle) => Promise<T>): Promise<T | null> {
    const file = await open(this.path, flags).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (file === null) return null;
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
