import { clock, duration, handoff, reference } from './parse-leaves.js';
import { type KnownIds, strict } from './parse-shapes.js';

/** Who hands over to whom, when, and who hears of it where nobody accepts. */
export const handoffsSchema = (known: KnownIds) => {
  const schedule = reference('schedule', known.schedules);
  const anybody = reference('schedule or person', new Set([...known.schedules, ...known.people]));
  const accepted = { accept_within: duration, else_page: anybody };
  return strict({
    daily: strict({ at: clock, schedule, ...accepted }).optional(),
    weekly: strict({ at: handoff, schedule, ...accepted }).optional(),
    incident: strict({ to: schedule }).describe('Whoever holds this schedule is told of every resolved incident.').optional(),
  });
};
