import { Command } from 'commander';
import { z } from 'zod';
import { withJson, zoned } from './flags.js';
import { ask } from './graphql.js';
import { coverCommands } from './oncall/cover.command.js';
import { feedCommand } from './oncall/feed.command.js';
import { answer, type JsonFlag, table } from './output.js';
import { findServer } from './server.js';
import { stamp } from './times.js';

interface OnCallFlags extends JsonFlag {
  readonly at?: string;
  readonly asKnownAt?: string;
}

export const oncallCommand = (): Command => {
  const command = withJson(
    new Command('oncall')
      .description('Who is on call: for one schedule, or for each; take a shift, or ask for cover')
      .argument('[schedule]', 'a schedule of the handbook'),
  )
    .option('--at <time>', 'when, for example 2026-12-24T23:00[Europe/London] or 2026-12-24T23:00Z; now when absent', zoned)
    .option('--as-known-at <time>', 'as it was known then, whatever was applied since', zoned)
    .action(oncall);
  for (const beside of [...coverCommands(), feedCommand()]) command.addCommand(beside);
  return command;
};

const ON_CALL = `query OnCall($schedule: ID, $at: DateTime, $asKnownAt: DateTime) {
  onCall(schedule: $schedule, at: $at, asKnownAt: $asKnownAt) { schedule person { id name timezone } from to cover }
}`;

const person = z.object({ id: z.string(), name: z.string(), timezone: z.string().nullable() });
const shape = z.object({
  onCall: z.array(z.object({ schedule: z.string(), person, from: z.string(), to: z.string(), cover: z.boolean() })),
});

async function oncall(schedule: string | undefined, flags: OnCallFlags): Promise<void> {
  const variables = { schedule, at: flags.at, asKnownAt: flags.asKnownAt };
  const { onCall } = await ask(findServer(), { document: ON_CALL, variables, shape });
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
