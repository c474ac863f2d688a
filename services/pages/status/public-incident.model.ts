import type { PostImpact } from '../../../domain/communications/status-page.model.js';
import type { PostPhase } from '../../../domain/handbook/handbook.model.js';
import type { Instant } from '../../../domain/instant.js';

/** One update, as everybody reads it. */
export interface PublicPost {
  readonly id: string;
  readonly phase: PostPhase;
  readonly impact: PostImpact;
  readonly title: string;
  readonly text: string;
  readonly components: readonly { readonly id: string; readonly name: string }[];
  readonly at: Instant;
}

/** What the public knows of one incident: what was published, and nothing else. */
export interface PublicIncident {
  readonly key: string;
  readonly startedAt: Instant;
  /** Newest first; never empty. */
  readonly posts: readonly [PublicPost, ...PublicPost[]];
}

export const latest = (incident: PublicIncident): PublicPost => incident.posts[0];
export const isOngoing = (incident: PublicIncident): boolean => latest(incident).phase !== 'RESOLVED';
