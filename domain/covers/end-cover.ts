import type { DomainError } from '../error.js';
import type { Instant } from '../instant.js';
import { err, ok, type Result } from '../result.js';
import type { Cover } from './cover.model.js';

/**
 * The cover is given back for what is left of it; one that was ended stays as it was. Only whoever covers, is relieved or asked for it may, else
 * `FORBIDDEN`; `CONFLICT` once it is over. An administrator may always. Guide: G1.1
 */
export function endCover(cover: Cover, by: { readonly person: string; readonly role: string }, at: Instant): Result<Cover, DomainError> {
  const { id, person, relieves, to } = cover;
  if (by.role !== 'ADMIN' && by.person !== person && !relieves.includes(by.person) && by.person !== cover.by) {
    return err({ code: 'FORBIDDEN', detail: `${id} is ${person}’s to give back, or whose shift it is` });
  }
  if (cover.endedAt !== null) return ok(cover);
  if (at >= to) return err({ code: 'CONFLICT', detail: `${id} is over` });
  return ok({ ...cover, endedAt: Math.max(at, cover.recordedAt), endedBy: by.person }); // two machines’ clocks differ a little
}
