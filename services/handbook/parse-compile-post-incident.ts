import type { PostIncidentPolicy, WorkingWeek } from '../../domain/handbook/handbook.model.js';
import { WEEKDAYS } from '../../domain/oncall/calendar-date.js';
import type { CloseCondition } from '../../domain/postincident/classes.js';
import type { RawHandbook } from './parse-schema.js';
import type { CLOSE_WORDS } from './parse-schema-post-incident.js';

/** Monday to Friday, until five. */
const DEFAULT_DAYS = [1, 2, 3, 4, 5] as const;
const DEFAULT_END_MINUTE = 17 * 60;

const CONDITIONS: Readonly<Record<(typeof CLOSE_WORDS)[number], CloseCondition>> = {
  'postmortem published': 'POSTMORTEM_PUBLISHED',
  'follow-ups filed': 'FOLLOW_UPS_FILED',
};

type Raw = NonNullable<RawHandbook['post_incident']>;

export function compilePostIncident(raw: Raw): PostIncidentPolicy {
  const { preventive, process, training, tooling } = raw.follow_ups;
  return {
    parts: raw.postmortem,
    followUpDueMs: { PREVENTIVE: preventive.due, PROCESS: process.due, TRAINING: training.due, TOOLING: tooling.due },
    closeWhen: [...new Set(raw.close_when.map((words) => CONDITIONS[words]))],
    lead: raw.lead,
    teamLeads: raw.team_leads ?? {},
    workingWeek: compileWeek(raw.working_days),
  };
}

function compileWeek(raw: Raw['working_days']): WorkingWeek {
  return {
    days: raw?.days?.map((day) => WEEKDAYS.indexOf(day)) ?? DEFAULT_DAYS,
    endMinute: raw?.until ?? DEFAULT_END_MINUTE,
    holidays: raw?.holidays ?? [],
  };
}
