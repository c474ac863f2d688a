import { Temporal } from 'temporal-polyfill/implementation';

/** Who acknowledges: a person, or a schedule's holder, so many minutes after the first page. */
export interface Answerer {
  readonly who: string;
  readonly afterMinutes: number;
}

/** `secondary@+20m`. Throws with an example. */
export function parseAnswerer(text: string): Answerer {
  const found = /^([^@\s]+)@\+(\d{1,5})m$/.exec(text);
  const [, who, minutes] = found ?? [];
  if (who === undefined || minutes === undefined) throw new Error('write for example secondary@+20m');
  return { who, afterMinutes: Number(minutes) };
}

/** `2026-11-29T02:10[Europe/London]` or an instant with an offset, as epoch milliseconds. Throws with an example. */
export function parseZoned(text: string): number {
  try {
    return text.endsWith(']') ? Temporal.ZonedDateTime.from(text).epochMilliseconds : Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new Error('write for example 2026-11-29T02:10[Europe/London] or 2026-11-29T02:10Z');
  }
}

/** `90d` as a number of days. Throws with an example. */
export function parseDays(text: string): number {
  const [, days] = /^(\d{1,3})d$/.exec(text) ?? [];
  if (days === undefined) throw new Error('write for example 90d');
  return Number(days);
}
