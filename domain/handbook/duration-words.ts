import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../instant.js';

const UNITS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', SECOND_MS],
] as const;

/** A length of time as the handbook writes it: `15 minutes`, `1 hour 30 minutes`; whole seconds, rounded down. */
export function inWords(duration: DurationMs): string {
  let rest = duration;
  const parts = UNITS.flatMap(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`];
  });
  return parts.join(' ') || '0 seconds';
}
