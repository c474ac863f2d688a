import { z } from 'zod';
import { ask } from '../graphql.js';
import { draftOf } from '../handbook/draft.js';
import { answer, type JsonFlag, table } from '../output.js';
import { findServer } from '../server.js';
import { shortDuration } from '../times.js';

const figures = z.object({
  incidents: z.number(),
  acknowledged: z.number(),
  median: z.string().nullable(),
  p90: z.string().nullable(),
  breaches: z.number(),
  unknown: z.number(),
  woken: z.number(),
  pages: z.array(z.object({ person: z.string(), pages: z.number() })),
  withoutData: z.array(z.string()),
});
const shape = z.object({
  replanHistory: z.object({
    assumption: z.string(),
    days: z.number(),
    recorded: figures,
    running: figures,
    draft: figures,
    habits: z.array(z.object({ person: z.string(), median: z.string() })),
  }),
});
type Figures = z.infer<typeof figures>;
type History = z.infer<typeof shape>['replanHistory'];

const FIGURES = '{ incidents acknowledged median p90 breaches unknown woken pages { person pages } withoutData }';
const REPLAN = `query Replan($draft: HandbookDraftInput!, $days: Int!) { replanHistory(draft: $draft, days: $days) {
  assumption days recorded ${FIGURES} running ${FIGURES} draft ${FIGURES} habits { person median }
} }`;

/** Past incidents of the running server, as they went and as they would have gone under the file. */
export async function replanHistory(file: string, days: number, flags: JsonFlag): Promise<void> {
  const variables = { draft: await draftOf(file), days };
  const { replanHistory: compared } = await ask(findServer(), { document: REPLAN, variables, shape });
  answer(compared, flags, () => inWords(compared));
}

function inWords({ assumption, days, recorded, running, draft, habits }: History): string {
  const sides = [recorded, running, draft];
  const row = (name: string, of: (side: Figures) => string | number): readonly string[] => [name, ...sides.map((side) => String(of(side)))];
  const people = [...new Set(sides.flatMap((side) => side.pages.map(({ person }) => person)))];
  const pagesOf = (side: Figures, person: string): number => side.pages.find((one) => one.person === person)?.pages ?? 0;
  const mark = (person: string): string => (draft.withoutData.includes(person) || running.withoutData.includes(person) ? ' *' : '');
  const medianOf = (person: string): string => habits.find((one) => one.person === person)?.median ?? '';
  return [
    `${recorded.incidents} incidents of ${days} days`,
    '',
    table(
      ['', 'RECORDED', 'RUNNING HANDBOOK', 'DRAFT'],
      [
        row('acknowledged', (side) => side.acknowledged),
        row('time to acknowledge, median', (side) => duration(side.median)),
        row('nine of ten within', (side) => duration(side.p90)),
        row('later than the response time', (side) => side.breaches),
        row('cannot be told', (side) => side.unknown),
        row('people woken', (side) => side.woken),
        ...people.map((person) => [`pages of ${person}${mark(person)}`, ...sides.map((side) => String(pagesOf(side, person)))]),
      ],
    ),
    '',
    ...people.map((person) => `${person} answers after ${medianOf(person) === '' ? '– (no data *)' : duration(medianOf(person))}`),
    assumption,
  ].join('\n');
}

const duration = (iso: string | null): string => (iso === null ? '–' : shortDuration(iso));
