import { type Handbook, SEVERITIES, type Severity } from '../handbook/handbook.model.js';
import type { PostIncidentPlan } from './plan.model.js';

/** What an incident's learning is held to, to be pinned when it begins; null where the handbook says nothing about it. Guide: G2.6 */
export function buildPostIncidentPlan(handbook: Handbook, tracker: string | null): PostIncidentPlan | null {
  const { postIncident, severities } = handbook;
  if (postIncident === undefined) return null;
  const days = Object.fromEntries(SEVERITIES.map((one) => [one, severities[one].postmortemDueDays ?? null]));
  const { followUpDueMs, closeWhen, lead } = postIncident;
  return { postmortemDueDays: days as Record<Severity, number | null>, followUpDueMs, closeWhen, lead, tracker };
}
