import type { CommandHandover, HandoffPolicy, HandoffRule, ResolutionHandoff, Target } from '../../domain/handbook/handbook.model.js';
import { handoverOf } from '../../domain/incidents/command-offer.model.js';
import { WEEKDAYS } from '../../domain/oncall/calendar-date.js';
import type { RawHandbook } from './parse-schema.js';

/** A weekday that is not named is Monday. Guide: G1.3 */
const MONDAY = 1;

export function compileHandoffs(raw: NonNullable<RawHandbook['handoffs']>, handbook: RawHandbook): HandoffPolicy {
  const { daily, weekly, incident, command } = raw;
  const shared = (rule: { readonly schedule: string; readonly accept_within: number; readonly else_page: string }) => ({
    schedule: rule.schedule,
    timezone: handbook.schedules[rule.schedule]?.timezone ?? handbook.timezone,
    acceptWithinMs: rule.accept_within,
    otherwise: [targetOf(rule.else_page, handbook)],
  });
  const regular: HandoffRule[] = [];
  if (weekly !== undefined)
    regular.push({ id: 'weekly', ...shared(weekly), weekday: weekdayOf(weekly.at.weekday), minute: weekly.at.minute });
  if (daily !== undefined) regular.push({ id: 'daily', ...shared(daily), weekday: null, minute: daily.at });
  return {
    regular,
    ...(incident === undefined ? {} : { onResolution: resolutionOf(incident, handbook) }),
    ...(command === undefined ? {} : { command: commandOf(command) }),
  };
}

type RawHandoffs = NonNullable<RawHandbook['handoffs']>;

function commandOf({ accept_within, checklist }: NonNullable<RawHandoffs['command']>): CommandHandover {
  const usual = handoverOf(undefined);
  return { acceptWithinMs: accept_within ?? usual.acceptWithinMs, checklist: checklist ?? usual.checklist };
}

function resolutionOf(incident: NonNullable<RawHandoffs['incident']>, handbook: RawHandbook): ResolutionHandoff {
  const { to: schedule, accept_by: acceptMinute, else_tell: other } = incident;
  return {
    schedule,
    ...(acceptMinute === undefined ? {} : { acceptMinute }),
    ...(other === undefined ? {} : { otherwise: [targetOf(other, handbook)] }),
  };
}

const targetOf = (id: string, { schedules }: RawHandbook): Target => ({ kind: Object.hasOwn(schedules, id) ? 'schedule' : 'person', id });

const weekdayOf = (name: string | null): number => (name === null ? MONDAY : WEEKDAYS.findIndex((one) => one === name));
