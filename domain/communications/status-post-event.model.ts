import type { Actor } from '../incidents/incident.model.js';
import type { PostImpact, StatusPost } from './status-page.model.js';

/** What can happen to a status post. `by: null`: Tocsin itself. */
export type StatusPostEventBody =
  | { readonly type: 'StatusPostDrafted'; readonly post: StatusPost; readonly by: Actor | null }
  /** Decided: from here it is on its way to the page. */
  | {
      readonly type: 'StatusPostApproved';
      readonly post: string;
      readonly text: string;
      readonly components: readonly string[];
      readonly impact: PostImpact;
      /** As the components are called that were approved; absent: as drafted. */
      readonly title?: string;
      readonly by: Actor | null;
    }
  /** The public can read it. */
  | { readonly type: 'StatusPostPublished'; readonly post: string; readonly receipt: string }
  /** The page refused it for good: it is a draft again. */
  | { readonly type: 'StatusPostFailed'; readonly post: string; readonly code: string; readonly reason: string }
  | { readonly type: 'StatusPostDiscarded'; readonly post: string; readonly by: Actor | null; readonly reason: string | null };

export const STATUS_POST_EVENT_TYPES = [
  'StatusPostDrafted',
  'StatusPostApproved',
  'StatusPostPublished',
  'StatusPostFailed',
  'StatusPostDiscarded',
] as const satisfies readonly StatusPostEventBody['type'][];
