import type { Instant } from '../../domain/instant.js';

/** What a draft is to be made of, besides the record. */
export interface DraftRequest {
  readonly incidentKey: string;
  readonly handbookVersionId: number;
  /** Whose it may be, best first; never empty. */
  readonly candidates: readonly string[];
  /** From when working days count. */
  readonly from: Instant;
  readonly dueDays: number;
}

export interface Drafted {
  readonly revision: number;
  /** SHA-256 of the text, in hex. */
  readonly digest: string;
  readonly owner: string;
  readonly dueAt: Instant;
}

/** Writes the first revision of a postmortem from what is recorded. The same request again changes nothing. */
export interface PostmortemDeskPort {
  draft(request: DraftRequest): Promise<Drafted>;
}
