import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import { epochDayOf, WEEKDAYS } from '../../domain/oncall/calendar-date.js';
import { didYouMean } from './did-you-mean.js';
import { isZone } from './zone-rules.temporal.js';

/** The smallest pieces of the handbook's language. Every message reads `what is wrong — how to fix`. */

/** A missing value keeps the standard message, which names the key. */
const unlessMissing = (message: string) => (issue: { readonly input?: unknown }) => (issue.input === undefined ? undefined : message);

const said = (value: unknown): string => `"${String(value).slice(0, 60)}"`;

export const text = z
  .string({ error: unlessMissing('must be a text — put it in quotes') })
  .trim()
  .min(1, 'must not be empty — write a text')
  .max(2_000, 'is longer than 2000 characters — shorten it');

export const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'is not an id — use small letters, digits and single hyphens, for example "engineering-lead"')
  .max(64, 'is longer than 64 characters — shorten it');

const UNITS = { second: SECOND_MS, minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } as const;
const DURATION = /^(\d{1,6}) (second|minute|hour|day|week)s?$/;
const MAX_DURATION_MS = 366 * DAY_MS;

/** `15 minutes` → milliseconds; null when it is no duration. */
export function durationOf(value: unknown): number | null {
  const parts = typeof value === 'string' ? DURATION.exec(value.trim()) : null;
  if (!parts) return null;
  return Number(parts[1]) * UNITS[parts[2] as keyof typeof UNITS];
}

const durationText = z
  .string({ error: unlessMissing('is not a duration — write for example "15 minutes" or "1 hour"') })
  .regex(DURATION, { error: (issue) => `${said(issue.input)} is not a duration — write for example "15 minutes" or "1 hour"` });

const parsedDuration = durationText.transform((value) => durationOf(value) ?? 0);

/** Milliseconds, zero included. */
export const durationOrZero = parsedDuration.refine((ms) => ms <= MAX_DURATION_MS, 'is longer than a year — shorten it');

/** Milliseconds, more than zero. */
export const duration = durationOrZero.refine((ms) => ms > 0, 'is no time at all — write at least "1 second"');

/** `12 hours`, `1 day`, `2 weeks` → whole days, and the hours beyond them. */
export const turnLength = duration
  .refine((ms) => ms % HOUR_MS === 0, 'is not whole hours — write for example "1 week", "1 day" or "12 hours"')
  .transform((ms) => ({ days: Math.floor(ms / DAY_MS), hours: (ms % DAY_MS) / HOUR_MS }));

const WORKING_DAYS = /^(\d{1,3}) working days?$/;

/** `3 working days` → 3. */
export const workingDays = z
  .string({ error: unlessMissing('is not working days — write for example "3 working days"') })
  .regex(WORKING_DAYS, { error: (issue) => `${said(issue.input)} is not working days — write for example "3 working days"` })
  .transform((value) => Number(WORKING_DAYS.exec(value)?.[1]))
  .refine((count) => count > 0, 'is no time at all — write at least "1 working day"');

const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** `"17:00"` → minutes after midnight. */
export const timeOfDay = z
  .string({ error: unlessMissing('is not a time of day — write for example "17:00"') })
  .regex(TIME_OF_DAY, { error: (issue) => `${said(issue.input)} is not a time of day — write for example "17:00"` })
  .transform((value) => {
    const parts = TIME_OF_DAY.exec(value);
    return Number(parts?.[1]) * 60 + Number(parts?.[2]);
  });

export const timezone = z.string({ error: unlessMissing('is not a time zone — write for example "America/New_York"') }).refine(isZone, {
  error: (issue) => `${said(issue.input)} is not a known time zone — write an IANA name, for example "America/New_York"`,
});

export const date = z
  .string({ error: unlessMissing('is not a date — write for example 2026-11-23') })
  .refine((value) => Number.isFinite(epochDayOf(value)), {
    error: (issue) => `${said(issue.input)} is not a date — write year-month-day, for example 2026-11-23`,
  });

const HANDOFF = /^(?:(Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday) )?([01]\d|2[0-3]):([0-5]\d)$/;

/** `Monday 09:00` or `"09:00"` → the weekday, if one is named, and minutes after midnight. */
export const handoff = z
  .string({ error: unlessMissing('is not a handoff time — write for example Monday 09:00') })
  .regex(HANDOFF, {
    error: (issue) => `${said(issue.input)} is not a handoff time — write for example Monday 09:00, or "09:00" for every turn`,
  })
  .transform((value) => {
    const parts = HANDOFF.exec(value);
    return { weekday: parts?.[1] ?? null, minute: Number(parts?.[2]) * 60 + Number(parts?.[3]) };
  });

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** `"09:00"` → minutes after midnight. */
export const clock = z
  .string({ error: unlessMissing('is not a time of day — write for example "09:00", in quotes') })
  .regex(CLOCK, { error: (issue) => `${said(issue.input)} is not a time of day — write for example "09:00", in quotes` })
  .transform((value) => Number(value.slice(0, 2)) * 60 + Number(value.slice(3)));

/** `Monday` → 1; 0 is Sunday. */
export const weekday = z
  .enum(WEEKDAYS, { error: unlessMissing('is not a day of the week — write for example Monday') })
  .transform((name) => WEEKDAYS.indexOf(name));

export const email = z.email({ error: unlessMissing('is not an e-mail address — write for example ada@company.example') });

export const webUrl = z
  .url({ protocol: /^https?$/, error: unlessMissing('is not a web address — write for example https://wiki.company.example/payments') })
  .max(2_000, 'is longer than 2000 characters — shorten it');

export const ntfyTopic = z
  .string({ error: unlessMissing('is not an ntfy topic — use letters, digits, _ and -') })
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'is not an ntfy topic — use up to 64 letters, digits, _ and -');

/** A name that must be defined elsewhere in the handbook. */
export function reference(what: string, known: ReadonlySet<string>) {
  return z.string({ error: unlessMissing(`must be the id of a ${what} — ${didYouMean('', known)}`) }).refine((name) => known.has(name), {
    error: (issue) => `there is no ${what} ${said(issue.input)} — ${didYouMean(String(issue.input), known)}`,
  });
}
