import { z } from 'zod';

const person = z.object({ id: z.string() });

export const COVER_FIELDS = 'id schedule person { id } relieves { id } from to recordedAt by { id } reason endedAt endedBy { id }';
export const coverShape = z.object({
  id: z.string(),
  schedule: z.string(),
  person,
  relieves: z.array(person),
  from: z.string(),
  to: z.string(),
  recordedAt: z.string(),
  by: person,
  reason: z.string().nullable(),
  endedAt: z.string().nullable(),
  endedBy: person.nullable(),
});
export type CoverAnswer = z.infer<typeof coverShape>;

export const WARNING_FIELDS = 'kind person { id } schedule from to';
export const warningShape = z.object({ kind: z.string(), person, schedule: z.string().nullable(), from: z.string(), to: z.string() });
export type WarningAnswer = z.infer<typeof warningShape>;
