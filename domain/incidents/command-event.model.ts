import type { Instant } from '../instant.js';
import type { Actor } from './incident.model.js';

/** What happened to the command of an incident. */
export type CommandEventBody =
  | {
      readonly type: 'CommandOffered';
      readonly by: Actor;
      readonly to: string;
      readonly note: string | null;
      readonly checklist: readonly string[];
      readonly dueAt: Instant;
    }
  | {
      readonly type: 'CommandAccepted';
      readonly by: Actor;
      readonly from: string;
      /** What of the checklist `by` has ticked, in its order, and what was left open. */
      readonly ticked: readonly string[];
      readonly unticked: readonly string[];
      readonly generation: number;
      readonly expiresAt: Instant | null;
    }
  | { readonly type: 'CommandDeclined'; readonly by: Actor; readonly from: string; readonly reason: string | null }
  | { readonly type: 'HandOverWithdrawn'; readonly by: Actor; readonly to: string; readonly reason: string | null }
  | { readonly type: 'HandOverLapsed'; readonly to: string; readonly why: 'NOT_TAKEN' | 'UNREACHABLE' };
