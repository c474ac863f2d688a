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

export const REQUEST_FIELDS =
  'id schedule status asker { id } candidates { id } declined { id } acceptedBy { id } from to reason askedAt answerBy settledAt';
export const requestShape = z.object({
  id: z.string(),
  schedule: z.string(),
  status: z.string(),
  asker: person,
  candidates: z.array(person),
  declined: z.array(person),
  acceptedBy: person.nullable(),
  from: z.string(),
  to: z.string(),
  reason: z.string().nullable(),
  askedAt: z.string(),
  answerBy: z.string(),
  settledAt: z.string().nullable(),
});
export type RequestAnswer = z.infer<typeof requestShape>;
