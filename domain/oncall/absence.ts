import type { Handbook, Person } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';
import type { Shift } from './holder.js';

/** Until when somebody who is away at `at` stays away, over absences that meet; null: they are there. Guide: G1.1, G1.2 */
export function awayUntil({ away = [] }: Pick<Person, 'away'>, at: Instant): Instant | null {
  let until: Instant | null = null;
  for (const { from, to } of away.toSorted((a, b) => a.from - b.from)) {
    if (from <= (until ?? at) && to > (until ?? at)) until = to;
  }
  return until;
}

/** As `awayUntil`, of whoever holds a shift. Who takes a cover while they are away is there for it. */
export function holderAwayUntil({ people }: Pick<Handbook, 'people'>, { person, via }: Shift, at: Instant): Instant | null {
  const holder = Object.hasOwn(people, person) ? people[person] : undefined;
  return isCover({ via }) || holder === undefined ? null : awayUntil(holder, at);
}

/** Somebody stands in: by the handbook, or because people agreed on it. */
export const isCover = ({ via }: Pick<Shift, 'via'>): boolean => via === 'override' || via === 'cover';
