import type { CoverRequest } from '../../domain/covers/cover-request.model.js';

/** Keeps the record of requests for cover, and tells people of them. */
export interface CoverDeskPort {
  /** Writes what became of it and, once it is accepted, the cover; the one that is recorded: what is settled stays as it is. */
  record(request: CoverRequest): Promise<CoverRequest>;
  /** Asks every candidate, each once, as long as it waits for answers. */
  ask(request: CoverRequest): Promise<void>;
  /** Tells the asker what became of it, once. */
  tellOutcome(request: CoverRequest): Promise<void>;
}
