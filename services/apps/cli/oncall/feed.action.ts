import { z } from 'zod';
import { ask } from '../graphql.js';
import { answer, type Cell, type JsonFlag, say, table } from '../output.js';
import { findServer } from '../server.js';
import { relative, stamp } from '../times.js';

export interface FeedFlags extends JsonFlag {
  readonly me?: boolean;
  readonly person?: string;
  readonly schedule?: string;
}

const FIELDS = 'id person schedule createdBy createdAt rotatedAt revokedAt lastReadAt';
const feedSchema = z.object({
  id: z.string(),
  person: z.string().nullable(),
  schedule: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  rotatedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastReadAt: z.string().nullable(),
});
type Feed = z.infer<typeof feedSchema>;
const madeSchema = z.object({ made: z.object({ url: z.string(), calendarFeed: feedSchema }) });

export async function create({ person, schedule, ...flags }: FeedFlags): Promise<void> {
  const document = `mutation Create($input: CreateCalendarFeedInput!) { made: createCalendarFeed(input: $input) { url calendarFeed { ${FIELDS} } } }`;
  await made(document, { person, schedule }, flags);
}

export async function rotate(id: string, flags: JsonFlag): Promise<void> {
  const document = `mutation Rotate($input: CalendarFeedInput!) { made: rotateCalendarFeed(input: $input) { url calendarFeed { ${FIELDS} } } }`;
  await made(document, { id }, flags);
}

/** The address is the only thing on stdout, so that it can be piped to where it is kept. */
async function made(document: string, input: object, flags: JsonFlag): Promise<void> {
  const { url, calendarFeed } = (await ask(findServer(), { document, variables: { input }, shape: madeSchema })).made;
  if (flags.json !== true)
    say(
      `Feed ${calendarFeed.id} of ${subjectOf(calendarFeed)}. Whoever has the address reads it; it is not stored and cannot be shown again:`,
    );
  answer({ url, calendarFeed }, flags, () => url);
}

export async function list(flags: JsonFlag): Promise<void> {
  const shape = z.object({ calendarFeeds: z.array(feedSchema) });
  const { calendarFeeds } = await ask(findServer(), { document: `{ calendarFeeds { ${FIELDS} } }`, shape });
  answer({ calendarFeeds }, flags, () =>
    calendarFeeds.length === 0
      ? 'no feeds; make one with `tocsin oncall feed create --me`'
      : table(
          ['ID', 'OF', 'BY', 'MADE', 'READ', 'STATE'],
          calendarFeeds.map((one) => [
            one.id,
            subjectOf(one),
            one.createdBy,
            stamp(one.createdAt),
            one.lastReadAt === null ? 'never' : relative(one.lastReadAt),
            stateOf(one),
          ]),
        ),
  );
}

export async function revoke(id: string, flags: JsonFlag): Promise<void> {
  const document = `mutation Revoke($input: CalendarFeedInput!) { revokeCalendarFeed(input: $input) { calendarFeed { ${FIELDS} } } }`;
  const shape = z.object({ revokeCalendarFeed: z.object({ calendarFeed: feedSchema }) });
  const { calendarFeed } = (await ask(findServer(), { document, variables: { input: { id } }, shape })).revokeCalendarFeed;
  answer({ calendarFeed }, flags, () => `${calendarFeed.id} (${subjectOf(calendarFeed)}) is void`);
}

const subjectOf = ({ person, schedule }: Feed): string => person ?? `schedule ${schedule ?? ''}`;

function stateOf({ revokedAt }: Feed): Cell {
  return revokedAt === null ? { text: 'live', style: 'green' } : { text: 'revoked', style: 'dim' };
}
