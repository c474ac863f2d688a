import { z } from 'zod';

const person = z.object({ id: z.string(), name: z.string() }).nullable();
const change = z.object({
  kind: z.string(),
  part: z.string(),
  fields: z.array(z.object({ field: z.string(), how: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
const problem = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  path: z.string(),
  problem: z.string(),
  fix: z.string(),
});
const rungs = z.array(z.object({ targets: z.array(z.string()), pagedAfter: z.string(), answerBy: z.string() })).nullable();
const nightChange = z.object({
  trouble: z.enum(['UNREACHABLE', 'TWICE', 'ASLEEP']),
  person,
  services: z.array(z.string()),
  spans: z.array(z.object({ from: z.string(), to: z.string() })),
});
const scheduled = z.array(z.object({ versionId: z.number(), effectiveAt: z.string() }));

const plan = z.object({
  digest: z.string().nullable(),
  runningVersionId: z.number().nullable(),
  replacedVersionId: z.number().nullable(),
  effectiveAt: z.string().nullable(),
  scheduled,
  timezone: z.string(),
  problems: z.array(problem),
  warnings: z.array(problem),
  changes: z.array(change),
  shifts: z.array(z.object({ schedule: z.string(), from: z.string(), to: z.string(), before: person, after: person })),
  ladders: z.array(z.object({ policy: z.string(), before: rungs, after: rungs })),
  nights: z.object({ better: z.array(nightChange), worse: z.array(nightChange) }).nullable(),
  incidentsRunning: z
    .object({
      open: z.number(),
      rerouted: z.array(z.object({ incident: z.string(), schedule: z.string(), at: z.string(), before: person, after: person })),
    })
    .nullable(),
});

export type PlanShape = z.infer<typeof plan>;
export type PersonShape = z.infer<typeof person>;
export type NightShape = z.infer<typeof nightChange>;

export const planShape = z.object({ plan });
export const appliedShape = z.object({
  applied: z.object({
    versionId: z.number().nullable(),
    changed: z.boolean(),
    diff: z.array(z.string()),
    effectiveAt: z.string().nullable(),
    scheduled,
    problems: z.array(problem),
  }),
});
export type AppliedShape = z.infer<typeof appliedShape>['applied'];

const PROBLEM = 'file line column path problem fix';
const PERSON = '{ id name }';
const NIGHT = `{ trouble person ${PERSON} services spans { from to } }`;

export const PLAN = `query Plan($draft: HandbookDraftInput!, $effectiveAt: DateTime) { plan: planHandbook(draft: $draft, effectiveAt: $effectiveAt) {
  digest runningVersionId replacedVersionId effectiveAt scheduled { versionId effectiveAt } timezone problems { ${PROBLEM} } warnings { ${PROBLEM} }
  changes { kind part fields { field how before after } }
  shifts { schedule from to before ${PERSON} after ${PERSON} }
  ladders { policy before { targets pagedAfter answerBy } after { targets pagedAfter answerBy } }
  nights { better ${NIGHT} worse ${NIGHT} }
  incidentsRunning { open rerouted { incident schedule at before ${PERSON} after ${PERSON} } }
} }`;

export const APPLY = `mutation Apply($input: ApplyHandbookInput!) { applied: applyHandbook(input: $input) {
  versionId changed diff effectiveAt scheduled { versionId effectiveAt } problems { ${PROBLEM} }
} }`;
