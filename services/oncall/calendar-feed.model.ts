import type { Instant } from '../../domain/instant.js';
import type { Permission } from '../access/access.model.js';

/** Whose shifts a feed has: one person's in every schedule, or everybody's in one. */
export type FeedSubject = { readonly person: string } | { readonly schedule: string };

/** A secret address at which calendars read shifts. The secret itself is not kept. Guide: G1.1 */
export interface CalendarFeed {
  readonly id: string;
  readonly subject: FeedSubject;
  readonly createdBy: string;
  readonly createdAt: Instant;
  /** When its address was last replaced. */
  readonly rotatedAt: Instant | null;
  readonly revokedAt: Instant | null;
  /** To the minute. */
  readonly lastReadAt: Instant | null;
}

/** A feed as just made: the only time that its address is known. */
export interface MadeFeed {
  readonly feed: CalendarFeed;
  readonly url: string;
}

/** Who makes, lists and revokes feeds. */
export interface FeedMaker {
  /** null: a tool. */
  readonly person: string | null;
  /** As the records name them. */
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
}

/** What is asked for; neither of the two: the maker's own. */
export interface FeedRequest {
  readonly person: string | null;
  readonly schedule: string | null;
}
