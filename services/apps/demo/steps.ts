import type { Instant } from '../../../domain/instant.js';
import { monotonicMs } from '../../config/clock.js';
import type { TemporalClient } from '../../orchestration/temporal-connection.js';
import type { VirtualTime } from '../../orchestration/virtual-time.js';
import type { DemoClient } from './client.js';
import type { GithubServer } from './github-server.js';
import type { Narrator } from './narrator.js';
import type { OwnServer } from './own-server.js';

/** What every chapter needs. */
export interface DemoParts extends Pick<OwnServer, 'running' | 'runtime' | 'receivers' | 'api'> {
  readonly github: GithubServer;
  readonly temporal: TemporalClient;
  readonly say: Narrator;
}

/** An incident, and the clock of the workflow that lives it. */
export interface Lived {
  readonly key: string;
  readonly time: VirtualTime;
}

/** Whatever is waited for was seen within this, or the demo stops. */
export const SEEN_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;
const JUST_AFTER_MS = 100;

/** Looks until there is something to see. Throws after `ms`. */
export async function seen<T>(what: string, look: () => Promise<T | null>, ms = SEEN_WITHIN_MS): Promise<T> {
  const until = monotonicMs() + ms;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (monotonicMs() > until) throw new Error(`not seen within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** One field of the incident with this key, as the API tells it. */
export async function read<T>(api: DemoClient, key: string, fields: string): Promise<T> {
  const { incident } = await api.graphql<{ incident: T }>(`query ($key: ID!) { incident(key: $key) { ${fields} } }`, { key });
  return incident;
}

/** Runs a command and holds it to its word. */
export async function applied(command: ReturnType<DemoClient['command']>): Promise<void> {
  const { outcome } = await command;
  if (outcome !== 'APPLIED') throw new Error(`expected APPLIED, got ${outcome}`);
}

/** Lets time pass until `at`: the clock of a workflow that took over began with the real one. */
export async function reaches({ time }: Pick<Lived, 'time'>, at: Instant): Promise<Instant> {
  let now = await time.now();
  while (now < at) now = await time.passes(at - now + JUST_AFTER_MS);
  return now;
}
