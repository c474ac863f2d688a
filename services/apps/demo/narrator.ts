import { styleText } from 'node:util';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../../domain/instant.js';
import { monotonicMs } from '../../config/clock.js';

export interface Narrator {
  /** What the following lines are about. `apart`: their time counts from the first of them, not from the beginning of the story. */
  chapter(title: string, time: 'goes on' | 'apart'): void;
  /** A line of the story, with the virtual instant at which it happened and the real time that has passed. */
  tell(at: Instant, text: string): void;
  /** Outside the story: what is being set up. */
  aside(text: string): void;
}

const TIME_WIDTH = 11;
const two = (count: number): string => String(Math.floor(count)).padStart(2, '0');

/** `T+15:00` is minutes and seconds, `T+1:10:05` hours too, `T+3d 02:10` days, hours and minutes; from the beginning of the incident. */
function since(began: Instant, at: Instant): string {
  const ms = Math.max(0, Math.round((at - began) / SECOND_MS) * SECOND_MS);
  if (ms >= DAY_MS) return `T+${Math.floor(ms / DAY_MS)}d ${two((ms % DAY_MS) / HOUR_MS)}:${two((ms % HOUR_MS) / MINUTE_MS)}`;
  const clock = `${two((ms % HOUR_MS) / MINUTE_MS)}:${two((ms % MINUTE_MS) / SECOND_MS)}`;
  return ms >= HOUR_MS ? `T+${Math.floor(ms / HOUR_MS)}:${clock}` : `T+${clock}`;
}

/** Prints the story as it happens. The first line told is T+00:00. */
export function createNarrator(write: (line: string) => void): Narrator {
  const startedAt = monotonicMs();
  const real = (): string => `${((monotonicMs() - startedAt) / SECOND_MS).toFixed(1)} s`.padStart(7);
  const began: Record<Parameters<Narrator['chapter']>[1], Instant | null> = { 'goes on': null, apart: null };
  let clock: keyof typeof began = 'goes on';
  return {
    chapter: (title, time) => {
      clock = time;
      began.apart = null;
      write(`\n${styleText('bold', title)}`);
    },
    tell: (at, text) => {
      began[clock] ??= at;
      write(`${styleText('bold', since(began[clock] ?? at, at).padEnd(TIME_WIDTH))} ${styleText('dim', real())}  ${text}`);
    },
    aside: (text) => write(`${' '.repeat(TIME_WIDTH)} ${styleText('dim', real())}  ${styleText('dim', text)}`),
  };
}
