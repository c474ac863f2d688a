import type { Handbook, PostIncidentPolicy, Severity } from '../../domain/handbook/handbook.model.js';
import { DAY_MS } from '../../domain/instant.js';
import { sampleHandbook } from './sample-handbook.js';

export const samplePolicy: PostIncidentPolicy = {
  parts: ['Incident timeline', 'Root cause analysis', 'Resolution steps', 'Lessons learned'],
  followUpDueMs: { PREVENTIVE: 14 * DAY_MS, PROCESS: 30 * DAY_MS, TRAINING: 30 * DAY_MS, TOOLING: 60 * DAY_MS },
  closeWhen: ['POSTMORTEM_PUBLISHED', 'FOLLOW_UPS_FILED'],
  lead: 'engineering-lead',
  teamLeads: { support: 'support-manager' },
  workingWeek: { days: [1, 2, 3, 4, 5], endMinute: 17 * 60, holidays: [] },
};

const asking = (severity: Severity, postmortemDueDays: number) => ({ ...sampleHandbook.severities[severity], postmortemDueDays });

/** The sample handbook of a company that learns: a postmortem of the two worst severities, as the shipped one asks. */
export const learningHandbook: Handbook = {
  ...sampleHandbook,
  severities: { ...sampleHandbook.severities, SEV1: asking('SEV1', 3), SEV2: asking('SEV2', 5) },
  postIncident: samplePolicy,
};
