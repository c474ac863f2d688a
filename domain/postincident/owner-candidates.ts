import type { Incident } from '../incidents/incident.model.js';

/**
 * Whose postmortem it may be, best first: who held the incident when it was resolved, who resolved it, whoever took part, oldest first,
 * and the handbook's lead. Never empty. Guide: G2.6
 */
export function ownerCandidates({ holder, engaged, postIncident }: Incident): readonly string[] {
  const first = [holder?.person, postIncident?.resolvedBy].filter((one) => one !== undefined && one !== null);
  return [...new Set([...first, ...engaged, ...(postIncident === undefined ? [] : [postIncident.plan.lead])])];
}
