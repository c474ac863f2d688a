import type { Handbook, Person } from '../../../domain/handbook/handbook.model.js';
import type { Channel } from '../../../domain/handbook/handbook.model.js';

const VARIABLE: Readonly<Record<Channel, string>> = { email: 'SMTP_URL', ntfy: 'NTFY_URL', webhook: 'TOCSIN_WEBHOOK_SECRET' };

/** Who is reached in fewer ways than the handbook says, and why: a line per channel that is not configured, then one per person left with none. */
export function unreachable(handbook: Handbook, configured: ReadonlySet<Channel>): readonly string[] {
  const people = Object.values(handbook.people);
  const channels = new Map<Channel, string[]>();
  for (const person of people) {
    for (const method of person.methods) {
      if (!configured.has(method.channel)) channels.set(method.channel, [...(channels.get(method.channel) ?? []), person.id]);
    }
  }
  const dead = people.filter((person) => !hasWay(person, configured)).map((person) => `${person.id} cannot be woken: no configured method`);
  const lines = [...channels].map(([channel, ids]) => `${channel} is not configured (${VARIABLE[channel]}): ${ids.join(', ')}`);
  return [...lines, ...dead];
}

const hasWay = (person: Person, configured: ReadonlySet<Channel>): boolean =>
  person.reach.HIGH.some((rung) => person.methods.some((method) => method.id === rung.method && configured.has(method.channel)));
