import type { Severity } from '../handbook/handbook.model.js';
import type { DurationMs } from '../instant.js';
import type { CloseCondition, FollowUpClass } from './classes.js';

/** What is to be learnt from one incident, pinned when it begins: a later handbook version does not change it. Guide: G2.6 */
export interface PostIncidentPlan {
  /** Working days from resolution until the postmortem is due; null: this severity asks for none. */
  readonly postmortemDueDays: Readonly<Record<Severity, number | null>>;
  readonly followUpDueMs: Readonly<Record<FollowUpClass, DurationMs>>;
  readonly closeWhen: readonly CloseCondition[];
  /** Whose postmortem it is when nobody who took part is left; never empty. */
  readonly lead: string;
  /** Where follow-ups become tickets; null: they live in Tocsin's own list. */
  readonly tracker: string | null;
}
