import { z } from 'zod';
import { clock, duration, handoff, reference, text } from './parse-leaves.js';
import { type KnownIds, strict } from './parse-shapes.js';

/** Who hands over to whom, when, and who hears of it where nobody accepts. */
export const handoffsSchema = (known: KnownIds) => {
  const schedule = reference('schedule', known.schedules);
  const anybody = reference('schedule or person', new Set([...known.schedules, ...known.people]));
  const accepted = { accept_within: duration, else_page: anybody };
  return strict({
    daily: strict({ at: clock, schedule, ...accepted }).optional(),
    weekly: strict({ at: handoff, schedule, ...accepted }).optional(),
    command: strict({
      accept_within: duration
        .describe('How long the incoming person has to take command of an incident; whoever had it has it until then.')
        .optional(),
      checklist: z
        .array(text.max(200, 'is longer than 200 characters — shorten it'))
        .min(1, 'names nothing — write at least one item, or leave the line out')
        .max(20, 'has more than 20 items — shorten it')
        .describe('What is gone through when command is handed over in mid-incident.')
        .optional(),
    }).optional(),
    incident: strict({
      to: schedule.describe('Whoever holds this schedule is told of every resolved incident.'),
      accept_by: clock.describe('Until when it is to be accepted: this time of the next working day; without it 09:00.').optional(),
      else_tell: anybody.describe('Who is told, not woken, where nobody has accepted by then; without it nobody.').optional(),
    }).optional(),
  });
};
