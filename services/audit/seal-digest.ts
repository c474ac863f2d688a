import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { ChainHead, SealEntry, UnlinkedEntry } from '../../domain/audit/seal.model.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A head that gives nothing away: an export proves its own with it, beside the leaves of incidents that its reader may not see. */
export const leafOf = ({ chain, length, head }: ChainHead): string => sha256(canonicalJson([chain, length, head]));

const digests = new WeakMap<UnlinkedEntry, string>();

/** What one entry says, and everything before it. Computed once an entry: a verification asks for it at every step. */
export function sealDigest(entry: UnlinkedEntry): string {
  const known = digests.get(entry) ?? computed(entry);
  digests.set(entry, known);
  return known;
}

function computed(entry: UnlinkedEntry): string {
  const { number, at, previous } = entry;
  const said = entry.kind === 'SEAL' ? { leaves: entry.heads.map(leafOf) } : { key: entry.key, signature: entry.signature };
  return sha256(canonicalJson({ number, at, previous, kind: entry.kind, ...said }));
}

export const linked = (entry: UnlinkedEntry): SealEntry => ({ ...entry, digest: sealDigest(entry) });
