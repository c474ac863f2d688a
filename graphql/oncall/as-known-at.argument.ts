import { DateTimeScalar } from '../support/scalars.js';

/** For fields whose answer depends on what was known: as of an instant that has passed, it never changes. */
export const AS_KNOWN_AT = {
  type: () => DateTimeScalar,
  nullable: true,
  description: 'As it was known at this instant, whatever was applied since; without it, as it is known now. Never in the future.',
} as const;
