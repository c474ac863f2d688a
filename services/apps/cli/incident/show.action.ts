import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { ask } from '../graphql.js';
import { answer, type JsonFlag } from '../output.js';
import { findServer, type Server } from '../server.js';
import { detailSchema, type IncidentDetail, SHOW } from './detail.shape.js';
import { ENTRY_FIELDS, entrySchema, type TimelineLine } from './incident.shape.js';
import { shown } from './show.words.js';

const TIMELINE = `query Timeline($key: ID!, $after: String) {
  incident(key: $key) { timeline(first: 100, after: $after) { nodes { ${ENTRY_FIELDS} } pageInfo { endCursor hasNextPage } } }
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

/** State, who has it, what happens next, alerts, pages, timeline. */
export async function show(key: string, flags: JsonFlag): Promise<void> {
  answer(await detailOf(findServer(), key), flags, shown);
}

async function detailOf(server: Server, key: string): Promise<IncidentDetail> {
  const { incident } = await ask(server, { document: SHOW, variables: { key }, shape: showSchema });
  if (incident === null)
    throw new DomainFailure({
      code: 'NOT_FOUND',
      field: 'key',
      detail: `there is no incident ${key}`,
      hint: 'see `tocsin incident list --all`',
    });
  const base = server.runtime?.publicUrl ?? server.url;
  return { ...incident, url: `${base}${incident.path}`, timeline: await timelineOf(server, key) };
}

/** A longer timeline is read on the incident page. */
const MOST_TIMELINE_PAGES = 20;

async function timelineOf(server: Server, key: string): Promise<readonly TimelineLine[]> {
  const entries: TimelineLine[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_TIMELINE_PAGES; page++) {
    const found: z.infer<typeof timelineSchema> = await ask(server, {
      document: TIMELINE,
      variables: { key, after },
      shape: timelineSchema,
    });
    if (found.incident === null) break;
    entries.push(...found.incident.timeline.nodes);
    if (!found.incident.timeline.pageInfo.hasNextPage) break;
    after = found.incident.timeline.pageInfo.endCursor;
  }
  return entries;
}
