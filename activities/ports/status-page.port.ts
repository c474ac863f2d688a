import type { PostImpact } from '../../domain/communications/status-page.model.js';
import type { StatusPostOutcome } from '../../domain/communications/status-post-command.model.js';
import type { PostPhase } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';

/** One post on its way to the public, as it was decided. Nothing of an alert is in it. */
export interface PublishRequest {
  /** The idempotency key: equal for every attempt. */
  readonly post: string;
  readonly incidentKey: string;
  readonly phase: PostPhase;
  readonly impact: PostImpact;
  readonly title: string;
  readonly text: string;
  readonly components: readonly { readonly id: string; readonly name: string }[];
  /** When the incident began. */
  readonly startedAt: Instant;
  /** When it was decided to tell it. */
  readonly at: Instant;
}

export type PublishResult = StatusPostOutcome | { readonly status: 'RETRY'; readonly code: string; readonly reason: string };

/** Where the public reads. The same post again changes nothing; a restricted incident is refused. */
export interface StatusPage {
  publish(request: PublishRequest): Promise<PublishResult>;
}
