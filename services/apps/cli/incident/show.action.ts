import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { ask } from '../graphql.js';
import { answer, type JsonFlag, say } from '../output.js';
import { findServer, type Server } from '../server.js';
import { detailSchema, type IncidentDetail, SHOW } from './detail.shape.js';
import { ENTRY_FIELDS, entrySchema, type TimelineLine } from './incident.shape.js';
import { shown } from './show.words.js';

const TIMELINE = `query Timeline($key: ID!, $asOf: DateTime, $after: String) {
  incident(key: $key, asOf: $asOf) { timeline(first: 100, after: $after) { nodes { ${ENTRY_FIELDS} } pageInfo { endCursor hasNextPage } } }
}`;

const showSchema = z.object({ incident: detailSchema.nullable() });
const timelineSchema = z.object({
  incident: z
    .object({
      timeline: z.object({
        nodes: z.array(entrySchema),
        pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
      }),
    })
    .nullable(),
});

export interface ShowFlags extends JsonFlag {
  readonly asOf?: string;
}

/** State, who has it, what happens next, alerts, pages, timeline. */
export async function show(key: string, flags: ShowFlags): Promise<void> {
  if (flags.asOf !== undefined && flags.json !== true) say(`as it was known at ${flags.asOf}`);
  answer(await detailOf(findServer(), key, flags.asOf), flags, shown);
}

async function detailOf(server: Server, key: string, asOf: string | undefined): Promise<IncidentDetail> {
  const { incident } = await ask(server, { document: SHOW, variables: { key, asOf }, shape: showSchema });
  if (incident === null)
    throw new DomainFailure({
      code: 'NOT_FOUND',
      field: 'key',
      detail: `there is no incident ${key}${asOf === undefined ? '' : `, or was none at ${asOf}`}`,
      hint: 'see `tocsin incident list --all`',
    });
  const base = server.runtime?.publicUrl ?? server.url;
  return { ...incident, url: `${base}${incident.path}`, timeline: await timelineOf(server, { key, asOf }) };
}

/** A longer timeline is read on the incident page. */
const MOST_TIMELINE_PAGES = 20;

async function timelineOf(
  server: Server,
  which: { readonly key: string; readonly asOf: string | undefined },
): Promise<readonly TimelineLine[]> {
  const entries: TimelineLine[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_TIMELINE_PAGES; page++) {
    const found: z.infer<typeof timelineSchema> = await ask(server, {
      document: TIMELINE,
      variables: { ...which, after },
      shape: timelineSchema,
    });
    if (found.incident === null) break;
    entries.push(...found.incident.timeline.nodes);
    if (!found.incident.timeline.pageInfo.hasNextPage) break;
    after = found.incident.timeline.pageInfo.endCursor;
  }
  return entries;
}
