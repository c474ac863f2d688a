import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { Instant } from '../../domain/instant.js';

export const sha256Of = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

/** What a row of the archive says of its run; the link binds all of it. */
export interface ArchivedRunFacts {
  /** 1, 2, 3 … over the whole archive, without a gap. */
  readonly number: number;
  readonly workflowId: string;
  readonly runId: string;
  readonly incidentKey: string;
  readonly workflowType: string;
  /** How the run ended, in Temporal's word: `COMPLETED`, `CONTINUED_AS_NEW`, `TERMINATED` … */
  readonly status: string;
  /** null: no task of it was ever completed. */
  readonly buildId: string | null;
  readonly sdkVersion: string | null;
  readonly events: number;
  /** SHA-256 of the history as it was exported, before compression. */
  readonly digest: string;
  readonly startedAt: Instant;
  readonly closedAt: Instant;
}

/** The archive's head after this row: depends on every row before it, in order. `sha256(previous + "\n" + canonicalJson(facts))` */
export const archiveLink = (previous: string, facts: ArchivedRunFacts): string =>
  sha256Of(`${previous}\n${canonicalJson(boundFacts(facts))}`);

/** What a link binds, and nothing else of the row. */
export function boundFacts(facts: ArchivedRunFacts): ArchivedRunFacts {
  const { number, workflowId, runId, incidentKey, workflowType, status, buildId, sdkVersion, events, digest, startedAt, closedAt } = facts;
  return { number, workflowId, runId, incidentKey, workflowType, status, buildId, sdkVersion, events, digest, startedAt, closedAt };
}
