import { Command } from 'commander';
import { z } from 'zod';
import { count, withJson } from './flags.js';
import { ask } from './graphql.js';
import { answer, type JsonFlag, table } from './output.js';
import { findServer } from './server.js';
import { stamp } from './times.js';

interface ListFlags extends JsonFlag {
  readonly schedule?: string;
  readonly limit: number;
}

interface AcceptFlags extends JsonFlag {
  readonly onBehalfOf?: string;
}

export const handoffCommand = (): Command =>
  new Command('handoff').description('List changes of the guard, and accept one').addCommand(listCommand()).addCommand(acceptCommand());

const listCommand = (): Command =>
  withJson(new Command('list').description('The changes of the guard, and resolved incidents that were handed over, newest first'))
    .option('--schedule <schedule>', 'only of this schedule')
    .option('--limit <number>', 'how many at most, 1 to 100', count, 20)
    .action(list);

const acceptCommand = (): Command =>
  withJson(
    new Command('accept')
      .description('Take over: a schedule, whose first page is yours alone from here, or what is left of a resolved incident')
      .argument('<id>', 'for example on-call/2026-11-30T14:00Z or INC-1042/resolved/3'),
  )
    .option('--on-behalf-of <person>', 'the person who accepts, where the token is a tool’s')
    .action(accept);

const FIELDS = 'id schedule rule incidentKey status outgoing { id } incoming { id } at acceptBy acceptedAt';
const person = z.object({ id: z.string() }).nullable();
const handoff = z.object({
  id: z.string(),
  schedule: z.string(),
  rule: z.string(),
  incidentKey: z.string().nullable(),
  status: z.string(),
  outgoing: person,
  incoming: person,
  at: z.string(),
  acceptBy: z.string().nullable(),
  acceptedAt: z.string().nullable(),
});

const LIST = `query Handoffs($schedule: ID, $first: Int) { handoffs(schedule: $schedule, first: $first) { ${FIELDS} } }`;
const ACCEPT = `mutation Accept($input: AcceptHandoffInput!) { acceptHandoff(input: $input) { outcome handoff { ${FIELDS} } } }`;

async function list({ schedule, limit, ...flags }: ListFlags): Promise<void> {
  const shape = z.object({ handoffs: z.array(handoff) });
  const { handoffs } = await ask(findServer(), { document: LIST, variables: { schedule, first: limit }, shape });
  answer({ handoffs }, flags, () => {
    const rows = handoffs.map((one) => [one.id, one.rule, one.outgoing?.id ?? '-', one.incoming?.id ?? '-', one.status, stamp(one.at)]);
    return rows.length === 0 ? 'there has been no handoff yet' : table(['HANDOFF', 'RULE', 'FROM', 'TO', 'STATUS', 'AT'], rows);
  });
}

async function accept(id: string, { onBehalfOf, ...flags }: AcceptFlags): Promise<void> {
  const shape = z.object({ acceptHandoff: z.object({ outcome: z.string(), handoff }) });
  const { acceptHandoff } = await ask(findServer(), { document: ACCEPT, variables: { input: { id, onBehalfOf } }, shape });
  answer(acceptHandoff, flags, () => {
    const who = acceptHandoff.handoff.incoming?.id ?? 'nobody';
    return acceptHandoff.outcome === 'PENDING' ? `${id}: kept, and accepted as soon as a worker returns` : `${id}: ${who} has taken over`;
  });
}
