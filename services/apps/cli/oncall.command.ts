import { Command } from 'commander';
import { z } from 'zod';
import { withJson, zoned } from './flags.js';
import { ask } from './graphql.js';
import { endCover, takeShift } from './oncall/shift.action.js';
import { answer, type JsonFlag, table } from './output.js';
import { findServer } from './server.js';
import { stamp } from './times.js';

interface OnCallFlags extends JsonFlag {
  readonly at?: string;
  readonly asKnownAt?: string;
}

export const oncallCommand = (): Command =>
  withJson(
    new Command('oncall')
      .description('Who is on call: for one schedule, or for each; take a shift, and give it back')
      .argument('[schedule]', 'a schedule of the handbook'),
  )
    .enablePositionalOptions() // what stands after `take` is its own
    .option('--at <time>', 'when, for example 2026-12-24T23:00[Europe/London] or 2026-12-24T23:00Z; now when absent', zoned)
    .option('--as-known-at <time>', 'as it was known then, whatever was applied since', zoned)
    .action(oncall)
    .addCommand(takeCommand())
    .addCommand(endCommand());

const takeCommand = (): Command =>
  acting(new Command('take').description('Take the shift now: the next page is yours').argument('<schedule>', 'a schedule of the handbook'))
    .option('--until <instant>', 'ISO 8601 with an offset; to the end of the present shift when absent', zoned)
    .option('--reason <text>', 'why')
    .action(takeShift);

const endCommand = (): Command =>
  acting(new Command('end-cover').description('Give back what is left of a cover').argument('<id>', 'for example COV-12')).action(endCover);

const acting = (command: Command): Command =>
  withJson(command).option('--on-behalf-of <person>', 'the person who acts, where the token is a tool’s');

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
