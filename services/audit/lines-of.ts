const NEWLINE = 0x0a;

/** One line, without its newline. */
export interface Line {
  readonly text: string;
  /** Whether its newline is there; only the last line of all may lack it. */
  readonly isWhole: boolean;
}

/** UTF-8 split at U+000A and nowhere else: JSON may hold U+2028 as it is, which `node:readline` takes for the end of a line. Holds one line at a time. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let begun: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield { text: decoded([...begun, chunk.subarray(start, end)]), isWhole: true };
      begun = [];
      start = end + 1;
    }
    if (start < chunk.length) begun.push(chunk.subarray(start));
  }
  if (begun.length > 0) yield { text: decoded(begun), isWhole: false };
}

const decoded = (parts: readonly Uint8Array[]): string => Buffer.concat(parts).toString('utf8');
