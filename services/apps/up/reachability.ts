import type { Channel, ContactMethod, Handbook, Person } from '../../../domain/handbook/handbook.model.js';

/** What a worker can send over. `topics`: the only ntfy topics it may publish to; null: all. */
export interface ConfiguredWays {
  readonly channels: ReadonlySet<Channel>;
  readonly topics: readonly string[] | null;
}

const VARIABLE: Readonly<Record<Channel, string>> = { email: 'SMTP_URL', ntfy: 'NTFY_URL', webhook: 'TOCSIN_WEBHOOK_SECRET' };

/** Who is reached in fewer ways than the handbook says, and why: a line per channel that is not configured, then one per person left with none. */
export function unreachable(handbook: Handbook, ways: ConfiguredWays): readonly string[] {
  const people = Object.values(handbook.people);
  const missing = new Map<string, string[]>();
  for (const person of people) {
    for (const method of person.methods) {
      const why = whyNot(method, ways);
      if (why !== null) missing.set(why, [...(missing.get(why) ?? []), person.id]);
    }
  }
  const dead = people.filter((person) => !hasWay(person, ways)).map((person) => `${person.id} cannot be woken: no configured method`);
  return [...[...missing].map(([why, ids]) => `${why}: ${ids.join(', ')}`), ...dead];
}

function whyNot({ channel, address }: ContactMethod, { channels, topics }: ConfiguredWays): string | null {
  if (!channels.has(channel)) return `${channel} is not configured (${VARIABLE[channel]})`;
  return channel === 'ntfy' && topics !== null && !topics.includes(address) ? 'ntfy goes to your own topic only' : null;
}

/** Nobody without any method for high urgency is promised to be woken: only who has one and lost it is named. */
const hasWay = (person: Person, ways: ConfiguredWays): boolean =>
  person.reach.HIGH.length === 0 ||
  person.reach.HIGH.some((rung) => person.methods.some((method) => method.id === rung.method && whyNot(method, ways) === null));
