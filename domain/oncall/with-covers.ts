import type { Cover } from '../covers/cover.model.js';
import type { Handbook } from '../handbook/handbook.model.js';
import type { Override } from '../handbook/schedule.model.js';
import type { Instant } from '../instant.js';

/**
 * The handbook in which the covers hold too: they are stronger than its overrides, and of two the one recorded last. One whose person or
 * schedule the handbook does not have (any more) is left out, so that whoever's turn it is stays on call. Guarantee: outside its span a
 * cover changes no holder. Guide: G1.1
 */
export function withCovers(handbook: Handbook, covers: readonly Cover[]): Handbook {
  const holding = covers.filter((cover) => endOf(cover) > cover.from && isKnown(handbook, cover));
  if (holding.length === 0) return handbook;
  const ordered = holding.toSorted((a, b) => a.recordedAt - b.recordedAt || numberOf(a) - numberOf(b));
  const schedules = Object.fromEntries(
    Object.entries(handbook.schedules).map(([id, schedule]) => {
      const own = ordered.filter((cover) => cover.schedule === id);
      return [id, own.length === 0 ? schedule : { ...schedule, overrides: [...schedule.overrides, ...own.map(overrideOf)] }];
    }),
  );
  return { ...handbook, schedules };
}

/** The covers as they were known at `at`: those recorded by then, and ended only where somebody had ended them by then. */
export const coversKnownAt = (covers: readonly Cover[], at: Instant): readonly Cover[] =>
  covers
    .filter(({ recordedAt }) => recordedAt <= at)
    .map((cover) => (cover.endedAt !== null && cover.endedAt > at ? { ...cover, endedAt: null, endedBy: null } : cover));

/** When it stops to hold: at its end, or when it was given back. */
export const endOf = ({ to, endedAt }: Pick<Cover, 'to' | 'endedAt'>): Instant => Math.min(to, endedAt ?? to);

const overrideOf = (cover: Cover): Override => ({ person: cover.person, from: cover.from, to: endOf(cover), cover: cover.id });

const isKnown = ({ people, schedules }: Handbook, { person, schedule }: Cover): boolean =>
  Object.hasOwn(people, person) && Object.hasOwn(schedules, schedule);

const numberOf = ({ id }: Cover): number => Number(id.replace('COV-', ''));
