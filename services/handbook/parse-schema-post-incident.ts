import { z } from 'zod';
import { WEEKDAYS } from '../../domain/oncall/calendar-date.js';
import { date, duration, reference, text, timeOfDay } from './parse-leaves.js';
import { strict } from './parse-shapes.js';

export const CLOSE_WORDS = ['postmortem published', 'follow-ups filed'] as const;

const weekday = z.enum(WEEKDAYS, {
  error: (issue) => (issue.input === undefined ? undefined : 'is not a day of the week — write for example Monday'),
});

const due = strict({ due: duration });

/** What happens after an incident. Guide: G2.6 */
export const postIncidentSchema = (people: ReadonlySet<string>) =>
  strict({
    postmortem: z
      .array(text)
      .min(1, 'has no part — write for example [Incident timeline, Lessons learned]')
      .max(20, 'has more than 20 parts — nobody reads that')
      .describe('The parts of every postmortem, in their order.'),
    follow_ups: strict({ preventive: due, process: due, training: due, tooling: due }).describe(
      'How soon each class of follow-up is due, counted from when it is added.',
    ),
    close_when: z
      .array(
        z.enum(CLOSE_WORDS, {
          error: (issue) => (issue.input === undefined ? undefined : `is no condition — write ${CLOSE_WORDS.join(' or ')}`),
        }),
      )
      .min(1, 'lets every incident close at once — write for example [postmortem published]'),
    lead: reference('person', people).describe('Owns a postmortem that is nobody else’s, and is told of what is three days late.'),
    team_leads: z
      .record(text, reference('person', people))
      .describe('By team: who is told instead of the lead when somebody of the team is three days late.')
      .optional(),
    working_days: strict({
      days: z.array(weekday).min(1, 'works on no day — name at least one').optional(),
      until: timeOfDay.describe('When a working day ends; what is due on a day is due then.').optional(),
      holidays: z.array(date).max(1_000, 'has more than 1000 entries — remove those that are over').optional(),
    })
      .describe('In the handbook’s time zone.')
      .optional(),
  });
