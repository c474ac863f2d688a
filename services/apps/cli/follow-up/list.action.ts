import { z } from 'zod';
import { systemClock } from '../../../config/clock.js';
import { ask } from '../graphql.js';
import { answer, type Cell, table } from '../output.js';
import { findServer } from '../server.js';
import { relative } from '../times.js';
import type { ListFlags } from './follow-up.action.js';

const followUp = z.object({
  id: z.string(),
  incidentKey: z.string(),
  number: z.number(),
  class: z.string(),
  title: z.string(),
  owner: z.object({ id: z.string() }),
  dueAt: z.string(),
  status: z.string(),
  ticket: z.object({ status: z.string(), url: z.string().nullable() }).nullable(),
});
const shape = z.object({
  followUps: z.object({ nodes: z.array(followUp), pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }) }),
});

const LIST = `query FollowUps($filter: FollowUpFilterInput, $first: Int!, $after: String) {
  followUps(filter: $filter, first: $first, after: $after) {
    nodes { id incidentKey number class title owner { id } dueAt status ticket { status url } } pageInfo { endCursor hasNextPage }
  }
}`;

const HEADER = ['FOLLOW-UP', 'CLASS', 'OWNER', 'DUE', 'STATUS', 'TICKET', 'TITLE'] as const;

/** What is still to be done, what is due first first; `--all` for the rest too. */
export async function list(flags: ListFlags): Promise<void> {
  const { owner, dueBefore, all } = flags;
  const filter = { owner, dueBefore, class: flags.class?.toUpperCase(), ...(all === true ? {} : { open: true }) };
  const { followUps } = await ask(findServer(), { document: LIST, variables: { filter, first: flags.limit, after: flags.after }, shape });
  const after = followUps.pageInfo.hasNextPage ? followUps.pageInfo.endCursor : null;
  answer({ followUps: followUps.nodes, after }, flags, () => {
    if (followUps.nodes.length === 0) return 'nothing is to be done';
    const more = after === null ? '' : `\n\nthere are more: --after ${after}`;
    return `${table(HEADER, followUps.nodes.map(rowOf))}${more}`;
  });
}

function rowOf({ incidentKey, number, class: kind, owner, dueAt, status, ticket, title }: z.infer<typeof followUp>): readonly Cell[] {
  const isLate = status === 'OPEN' && Date.parse(dueAt) < systemClock.now();
  return [
    `${incidentKey} ${number}`,
    kind,
    owner.id,
    { text: relative(dueAt), style: isLate ? 'red' : 'reset' },
    status,
    ticket === null ? '' : (ticket.url ?? ticket.status),
    title,
  ];
}
