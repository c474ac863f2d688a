import type { PostPhase } from '../handbook/handbook.model.js';

/** What people do with status posts. The public page is a person's decision. Guide: G2.5 */
export type StatusPostCommand =
  /** Without `text`, the handbook's template for the phase; without `components`, those of the incident's service. */
  | {
      readonly kind: 'draftStatusPost';
      readonly phase: PostPhase;
      readonly text?: string;
      readonly components?: readonly string[];
    }
  /** `text`, `components`: instead of the draft's own. */
  | { readonly kind: 'publishStatusPost'; readonly post: string; readonly text?: string; readonly components?: readonly string[] }
  | { readonly kind: 'discardStatusPost'; readonly post: string; readonly reason?: string };

/** What became of a post on its way to the page. */
export type StatusPostOutcome =
  | { readonly status: 'PUBLISHED'; readonly receipt: string }
  | { readonly status: 'REFUSED'; readonly code: string; readonly reason: string };

export interface StatusPostSettled {
  readonly kind: 'statusPostSettled';
  readonly post: string;
  readonly outcome: StatusPostOutcome;
}
