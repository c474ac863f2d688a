import { z } from 'zod';
import { ask } from '../graphql.js';
import { answer, type JsonFlag, table } from '../output.js';
import { findServer } from '../server.js';
import { INCIDENT_FIELDS, type IncidentLine, incidentSchema } from './incident.shape.js';
import { LIST_HEADER, listRow } from './incident.words.js';

export interface ListFlags extends JsonFlag {
  readonly all?: true;
  readonly service?: readonly string[];
  readonly severity?: readonly string[];
  readonly holder?: string;
  readonly limit: number;
  readonly after?: string;
}

const LIST = `query List($filter: IncidentFilterInput, $first: Int!, $after: String) {
  incidents(filter: $filter, first: $first, after: $after) { nodes { ${INCIDENT_FIELDS} } pageInfo { endCursor hasNextPage } }
}`;

const shape = z.object({
  incidents: z.object({
    nodes: z.array(incidentSchema),
    pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
  }),
});

/** Those that are not over, newest first; `--all` for the others too. */
export async function list(flags: ListFlags): Promise<void> {
  const { incidents, after } = await read(flags);
  answer({ incidents, after }, flags, () => {
    if (incidents.length === 0) return flags.all === true ? 'no incidents' : 'no open incidents';
    const more = after === null ? '' : `\n\nthere are more: --after ${after}`;
    return `${table(LIST_HEADER, incidents.map(listRow))}${more}`;
  });
}

async function read(flags: ListFlags): Promise<{ readonly incidents: readonly IncidentLine[]; readonly after: string | null }> {
  const { service, severity, holder } = flags;
  const filter = { service, severity, holder, ...(flags.all === true ? {} : { open: true }) };
  const variables = { filter, first: flags.limit, after: flags.after };
  const { incidents } = await ask(findServer(), { document: LIST, variables, shape });
  return { incidents: incidents.nodes, after: incidents.pageInfo.hasNextPage ? incidents.pageInfo.endCursor : null };
}
