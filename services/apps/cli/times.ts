import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../domain/instant.js';
import { systemClock } from '../../config/clock.js';

const UNITS = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
] as const;

/** `4 min`, `2 h`; the largest unit that fits. */
function length(ms: number): string {
  const [unit, name] = UNITS.find(([unit]) => ms >= unit) ?? UNITS[3];
  return `${Math.floor(ms / unit)} ${name}`;
}

/** `in 4 min` or `4 min ago`, as of now. */
export function relative(iso: string): string {
  const ms = Date.parse(iso) - systemClock.now();
  return ms >= 0 ? `in ${length(ms)}` : `${length(-ms)} ago`;
}

/** `4 min`: how long it has been. */
export const age = (iso: string): string => length(Math.max(systemClock.now() - Date.parse(iso), 0));

/** `2026-11-23 02:47:10Z` */
export const stamp = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;

/** `02:47:10Z` */
export const clockTime = (iso: string): string => `${iso.slice(11, 19)}Z`;
