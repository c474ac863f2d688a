import { Command } from 'commander';
import { z } from 'zod';
import { instant, withJson } from './flags.js';
import { ask } from './graphql.js';
import { answer, type JsonFlag, table } from './output.js';
import { findServer } from './server.js';
import { stamp } from './times.js';

interface OnCallFlags extends JsonFlag {
  readonly at?: string;
}

export const oncallCommand = (): Command =>
  withJson(
    new Command('oncall').description('Who is on call: for one schedule, or for each').argument('[schedule]', 'a schedule of the handbook'),
  )
    .option('--at <instant>', 'when, ISO 8601 with an offset; now when absent', instant)
    .action(oncall);

const ON_CALL = `query OnCall($schedule: ID, $at: DateTime) {
  onCall(schedule: $schedule, at: $at) { schedule person { id name timezone } from to cover }
}`;

const person = z.object({ id: z.string(), name: z.string(), timezone: z.string().nullable() });
const shape = z.object({
  onCall: z.array(z.object({ schedule: z.string(), person, from: z.string(), to: z.string(), cover: z.boolean() })),
});

async function oncall(schedule: string | undefined, flags: OnCallFlags): Promise<void> {
  const { onCall } = await ask(findServer(), { document: ON_CALL, variables: { schedule, at: flags.at }, shape });
  answer({ onCall }, flags, () => {
    const rows = onCall.map((one) => [
      one.schedule,
      one.person.id,
      `${one.person.name}${one.cover ? ' (cover)' : ''}`,
      stamp(one.from),
      stamp(one.to),
    ]);
    return rows.length === 0 ? 'the handbook has no schedule' : table(['SCHEDULE', 'PERSON', 'NAME', 'FROM', 'UNTIL'], rows);
  });
}
