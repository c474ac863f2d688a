import { setTimeout } from 'node:timers/promises';
import { type Instant, MINUTE_MS } from '../../../domain/instant.js';
import { systemClock } from '../../../services/config/clock.js';
import type { GraphqlWorld } from './graphql-world.js';

/** Enough for a suite. */
const AHEAD_MS = 3 * MINUTE_MS;
/** For what asks for the present turns before its first test. */
export const TURNS_MS = 5 * MINUTE_MS;

export interface PresentTurns {
  /** Whose turn it is in a schedule while these tests run. */
  readonly of: (schedule: string) => string;
  /** When that of `on-call` ends. */
  readonly ends: Instant;
}

/** Who is on call. A shift that ends while the suite would run is waited for. */
export async function presentTurns(world: GraphqlWorld): Promise<PresentTurns> {
  const { data } = await world.ask('{ onCall { schedule to person { id } } }');
  const { onCall } = data as {
    readonly onCall: readonly { readonly schedule: string; readonly to: string; readonly person: { readonly id: string } }[];
  };
  const turn = (schedule: string) => onCall.find((one) => one.schedule === schedule);
  const ends = Date.parse(turn('on-call')?.to ?? '');
  const left = ends - systemClock.now();
  if (!(left < AHEAD_MS)) return { of: (schedule) => turn(schedule)?.person.id ?? '', ends };
  await setTimeout(left);
  return await presentTurns(world);
}
