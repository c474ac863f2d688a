import { z } from 'zod';
import { date, duration, handoff, reference, text, timezone, turnLength, weekday } from './parse-leaves.js';
import { type KnownIds, strict } from './parse-shapes.js';
import { isTime } from './parse-times.js';

const localOrInstant = z
  .string({ error: (issue) => (issue.input === undefined ? undefined : 'is not a time — write for example "2026-12-24 09:00"') })
  .refine(isTime, 'is not a time — write for example "2026-12-24 09:00" (in the schedule\'s zone) or "2026-12-24T09:00:00Z"');

const MANY = 'has more than 1000 entries — remove those that are over';

/** When a person cannot be on call. */
export const awaySchema = z.array(strict({ from: localOrInstant, to: localOrInstant, reason: text.optional() })).max(1_000, MANY);

const rotationSchema = (known: KnownIds) =>
  strict({
    people: z
      .array(reference('person', known.people))
      .min(1, 'names nobody — list at least one person')
      .max(100, 'names more than 100 people — split it'),
    every: turnLength,
    handoff,
    starting: date,
  });

const hours = strict({
  days: z
    .array(weekday)
    .min(1, 'has no day — write for example [Monday, Tuesday]')
    .max(7, 'has more than seven days — name each once')
    .describe('On which days `from` is; without it, every day.')
    .optional(),
  from: handoff.describe('"09:00", or Friday 17:00.'),
  to: handoff.describe('"17:00"; at or before `from`, it is that of the next day. Or Monday 09:00.'),
});

const layerSchema = (known: KnownIds) =>
  strict({
    name: text.max(60, 'is longer than 60 characters — shorten it').optional(),
    timezone: timezone.describe("Of its handoffs and hours; without it, the schedule's.").optional(),
    rotation: rotationSchema(known),
    during: z
      .union([hours, z.array(hours).min(1, 'is no time at all — leave it out for always').max(50, 'has more than 50 entries')], {
        error: (issue) =>
          issue.input === undefined
            ? undefined
            : 'is no time of the week — write for example { days: [Monday], from: "09:00", to: "17:00" }',
      })
      .describe('When the layer has somebody on call; without it, always.')
      .optional(),
  });

const layersSchema = (known: KnownIds) =>
  z
    .array(layerSchema(known))
    .min(1, 'has no layer — add for example { rotation: { … } }')
    .max(20, 'has more than 20 layers — split the schedule')
    .describe('At each instant the first that has somebody.');

export const scheduleSchema = (known: KnownIds) =>
  strict({
    timezone: timezone.optional(),
    rotation: rotationSchema(known).optional(),
    layers: layersSchema(known).optional(),
    follows: reference('schedule', known.schedules).optional(),
    offset: z
      .int({ error: 'is not a whole number — write for example 1' })
      .min(0, 'is less than 0 — count forward')
      .max(100, 'is more than 100 — count within the rotation')
      .optional(),
    overrides: z
      .array(strict({ person: reference('person', known.people), from: localOrInstant, to: localOrInstant, reason: text.optional() }))
      .max(1_000, MANY)
      .optional(),
    temporary: z
      .array(
        strict({
          from: localOrInstant,
          to: localOrInstant,
          rotation: rotationSchema(known).optional(),
          layers: layersSchema(known).optional(),
          reason: text.optional(),
        }),
      )
      .max(100, 'has more than 100 entries — remove those that are over')
      .describe("Stands in for the schedule's own rotation or layers for a while; overrides still win.")
      .optional(),
    longest_shift: duration.describe('Whoever is on call for longer in one go is warned of.').optional(),
  });
