import { z } from 'zod';
import { clock, date, duration, reference, timezone, weekday } from './parse-leaves.js';
import { type KnownIds, marked, severity, strict } from './parse-shapes.js';

const during = z
  .enum(['working hours', 'outside working hours'], {
    error: (issue) =>
      issue.input === undefined ? undefined : 'is not a time of day that a step knows — write working hours, or outside working hours',
  })
  .describe('Only when the step fires at such a time; see working_hours.');

const notAList = (issue: { readonly input?: unknown }): string | undefined =>
  issue.input === undefined ? undefined : 'is not whom to page — write the id of a schedule or person, or a list of them';

/** Ids of schedules and people: whoever is paged unconditionally. */
const everybody = (known: KnownIds, emptyMessage: string) => {
  const target = reference('schedule or person', new Set([...known.schedules, ...known.people]));
  return z.union([target, z.array(target).min(1, emptyMessage).max(50, 'pages more than 50 — page a schedule instead')], {
    error: notAList,
  });
};

/** Ids, or `{ who, during, for }` where only some hours or severities are meant. */
const targets = (known: KnownIds, emptyMessage: string) => {
  const id = reference('schedule or person', new Set([...known.schedules, ...known.people]));
  const conditional = strict({ who: id, during: during.optional(), for: z.array(severity).min(1, 'is for no severity').max(4).optional() });
  const target = z.union([id, conditional], { error: notAList });
  return z.union([target, z.array(target).min(1, emptyMessage).max(50, 'pages more than 50 — page a schedule instead')], {
    error: notAList,
  });
};

const stepSchema = (known: KnownIds) =>
  z.union([
    strict({
      page: targets(known, 'pages nobody — name at least one schedule or person'),
      answer_within: duration,
      page_again: marked('every').describe('The same targets again, while the step waits.').optional(),
    }),
    strict({ wait: duration.describe('Pages nobody for so long. Other times do not count it.') }),
    strict({
      tell: targets(known, 'tells nobody — name at least one schedule or person').describe('Told at low urgency; nobody waits for them.'),
    }),
  ]);

export const policySchema = (known: KnownIds) =>
  strict({
    timing: z
      .enum(['cumulative', 'perStep'], {
        error: (issue) => (issue.input === undefined ? undefined : 'is not a reading of the times — write cumulative or perStep'),
      })
      .optional(),
    steps: z
      .array(stepSchema(known))
      .min(1, 'has no step — add for example { page: on-call, answer_within: 15 minutes }')
      .max(20, 'has more than 20 steps — a ladder must end'),
    repeat: strict({
      times: z
        .int({ error: 'is not a whole number — write for example 1' })
        .min(1, 'repeats nothing — write at least 1')
        .max(9, 'is more than 9 — a ladder must end'),
    })
      .describe('All steps again, before the ladder goes on.')
      .optional(),
    fallback: reference('escalation policy', known.policies).describe('The policy whose steps follow, before the catch-all.').optional(),
    exhausted: strict({
      page: everybody(known, 'catches nobody — name at least one schedule or person'),
      repeat: marked('every').optional(),
    }),
    ack_expires_after: strict({
      sev1: duration.optional(),
      sev2: duration.optional(),
      sev3: duration.optional(),
      sev4: duration.optional(),
    }).optional(),
    low_urgency: strict({
      steps: z.int({ error: 'is not a whole number — write for example 3' }).min(1, 'leaves no step — write at least 1'),
    }).optional(),
  });

export const workingHoursSchema = strict({
  timezone: timezone.optional(),
  days: z.array(weekday).min(1, 'has no day — write for example [Monday, Tuesday]').max(7, 'has more than seven days — name each once'),
  from: clock,
  to: clock,
  holidays: z.array(date).max(1_000, 'has more than 1000 entries — remove those that are over').optional(),
});
