import { z } from 'zod';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { SealEntry } from '../../domain/audit/seal.model.js';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const link = { number: z.int().min(1), at: z.int(), previous: z.union([digest, z.literal('')]), digest };
const head = z.strictObject({ chain: z.string(), length: z.int(), head: z.string() });

/** The file begins; or: seals `from` to `to` were made while it could not be written, or it was lost: they are in the database alone. */
const beginLine = z.strictObject({ kind: z.literal('BEGIN') });
const gapLine = z.strictObject({ kind: z.literal('GAP'), at: z.int(), from: z.int(), to: z.int(), digest });

const lineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...link, kind: z.literal('SEAL'), heads: z.array(head) }),
  z.strictObject({ ...link, kind: z.literal('SIGNATURE'), key: z.string(), signature: z.string() }),
  beginLine,
  gapLine,
]);

export type GapLine = z.infer<typeof gapLine>;
export type SealLine = SealEntry | z.infer<typeof beginLine> | GapLine;

/** One line of the seal file. The same entry gives the same bytes, whoever writes it. */
export const textOf = (line: SealLine): string => `${canonicalJson(line)}\n`;

/** null: not a line that was written by us, byte for byte. `text` comes without its newline. */
export function lineOf(text: string): SealLine | null {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(text));
    return parsed.success && canonicalJson(parsed.data) === text ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
