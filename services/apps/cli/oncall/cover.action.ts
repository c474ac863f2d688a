import { z } from 'zod';
import { systemClock } from '../../../config/clock.js';
import { ask } from '../graphql.js';
import { answer, type JsonFlag, table } from '../output.js';
import { findServer } from '../server.js';
import { stamp } from '../times.js';
import {
  COVER_FIELDS,
  type CoverAnswer,
  coverShape,
  REQUEST_FIELDS,
  type RequestAnswer,
  requestShape,
  WARNING_FIELDS,
  warningShape,
} from './cover.shapes.js';
import { type ActingFlags, flagsOf, warned } from './shift.action.js';

export interface AskFlags extends ActingFlags {
  readonly from: string;
  readonly to: string;
  readonly person?: string;
  readonly answerBy?: string;
  readonly reason?: string;
}

export interface ListFlags extends JsonFlag {
  readonly schedule?: string;
  readonly all?: true;
  readonly limit: number;
}

const payload = z.object({ outcome: z.string(), request: requestShape, warnings: z.array(warningShape) });
const shape = z.object({ answered: payload });

const documentOf = (mutation: string, input: string): string =>
  `mutation Cover($input: ${input}!) { answered: ${mutation}(input: $input) { outcome request { ${REQUEST_FIELDS} } warnings { ${WARNING_FIELDS} } } }`;

export async function askForCover(schedule: string, { json, ...input }: AskFlags): Promise<void> {
  const variables = { input: { schedule, ...input } };
  const { answered } = await ask(findServer(), { document: documentOf('requestCover', 'RequestCoverInput'), variables, shape });
  answer(answered, flagsOf(json), ({ outcome, request, warnings }) => {
    const who = request.candidates.map(({ id }) => id).join(', ');
    const asked = outcome === 'PENDING' ? 'kept, and asked as soon as a worker returns' : `${who} asked`;
    return [`${request.id}: ${asked}; it waits until ${stamp(request.answerBy)}`, ...warnings.map(warned)].join('\n');
  });
}

const answering =
  (mutation: string, words: (request: RequestAnswer) => string) =>
  async (id: string, { json, ...input }: ActingFlags): Promise<void> => {
    const variables = { input: { id, ...input } };
    const { answered } = await ask(findServer(), { document: documentOf(mutation, 'AnswerCoverInput'), variables, shape });
    answer(answered, flagsOf(json), ({ outcome, request, warnings }) => {
      const done = outcome === 'PENDING' ? 'kept, and acts as soon as a worker returns' : words(request);
      return [`${id}: ${done}`, ...warnings.map(warned)].join('\n');
    });
  };

export const acceptCover = answering(
  'acceptCover',
  ({ acceptedBy, schedule, from, to }) => `${acceptedBy?.id ?? 'nobody'} covers ${schedule}, ${stamp(from)} to ${stamp(to)}`,
);
export const declineCover = answering('declineCover', ({ asker, status }) =>
  status === 'DECLINED' ? `everybody declined; ${asker.id} stays on call` : 'declined; others may still accept',
);
export const withdrawCover = answering('withdrawCoverRequest', () => 'withdrawn');

const LIST = `query Covers($schedule: ID, $since: DateTime, $status: CoverRequestStatus, $first: Int!) {
  covers(schedule: $schedule, since: $since, first: $first) { ${COVER_FIELDS} }
  coverRequests(schedule: $schedule, status: $status, first: $first) { ${REQUEST_FIELDS} }
}`;
const listShape = z.object({ covers: z.array(coverShape), coverRequests: z.array(requestShape) });

/** What holds or will, and what waits; with `all` everything of before, too. */
export async function listCovers({ schedule, limit, all, ...flags }: ListFlags): Promise<void> {
  const open = all === true ? {} : { since: new Date(systemClock.now()).toISOString(), status: 'ASKED' };
  const found = await ask(findServer(), { document: LIST, variables: { schedule, first: limit, ...open }, shape: listShape });
  answer(
    found,
    flags,
    ({ covers, coverRequests }) =>
      [...tableOf(COVERS, covers.map(coverRow)), ...tableOf(REQUESTS, coverRequests.map(requestRow))].join('\n\n') ||
      'nobody covers, and nobody asks for cover',
  );
}

const COVERS = ['COVER', 'SCHEDULE', 'PERSON', 'INSTEAD OF', 'FROM', 'UNTIL'] as const;
const REQUESTS = ['REQUEST', 'SCHEDULE', 'BY', 'STATUS', 'FROM', 'UNTIL', 'ASKED'] as const;

const tableOf = (header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0 ? [] : [table(header, rows)];

const names = (people: readonly { readonly id: string }[]): string => people.map(({ id }) => id).join(', ') || '-';

const coverRow = ({ id, schedule, person, relieves, from, to, endedAt }: CoverAnswer): readonly string[] => [
  id,
  schedule,
  person.id,
  names(relieves),
  stamp(from),
  endedAt === null ? stamp(to) : `given back ${stamp(endedAt)}`,
];

const requestRow = ({ id, schedule, asker, status, from, to, candidates }: RequestAnswer): readonly string[] => [
  id,
  schedule,
  asker.id,
  status,
  stamp(from),
  stamp(to),
  names(candidates),
];
