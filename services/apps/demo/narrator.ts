import { styleText } from 'node:util';
import type { Instant } from '../../../domain/instant.js';
import { monotonicMs } from '../../config/clock.js';

export interface Narrator {
  /** A line of the story, with the virtual instant at which it happened and the real time that has passed. */
  tell(at: Instant, text: string): void;
  /** Outside the story: what is being set up. */
  aside(text: string): void;
}

const SECOND = 1_000;

/** `T+15:00`, from the beginning of the incident. */
function since(began: Instant, at: Instant): string {
  const seconds = Math.max(0, Math.round((at - began) / SECOND));
  const minutes = Math.floor(seconds / 60);
  return `T+${String(minutes).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Prints the story as it happens. The first line told is T+00:00. */
export function createNarrator(write: (line: string) => void): Narrator {
  const startedAt = monotonicMs();
  const real = (): string => `${((monotonicMs() - startedAt) / SECOND).toFixed(1)} s`.padStart(7);
  let began: Instant | null = null;
  return {
    tell: (at, text) => {
      began ??= at;
      write(`${styleText('bold', since(began, at))} ${styleText('dim', real())}  ${text}`);
    },
    aside: (text) => write(`${' '.repeat(7)} ${styleText('dim', real())}  ${styleText('dim', text)}`),
  };
}
