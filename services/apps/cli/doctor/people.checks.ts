import type { Pool } from 'pg';
import type { ContactMethod, Handbook, Person } from '../../../../domain/handbook/handbook.model.js';
import { HandbookService } from '../../../handbook/handbook.service.js';
import { type ConfiguredWays, unreachable } from '../../up/reachability.js';
import { type Check, fail, ok, warn } from './check.js';

/** Who cannot be reached and why, whose pages others could read, and whose addresses are still samples. */
export async function peopleChecks(pool: Pool, ways: ConfiguredWays): Promise<readonly Check[]> {
  const current = await new HandbookService(pool).current();
  if (current === null) return [fail('handbook', 'none has been applied', 'Start `tocsin up --handbook FILE`.')];
  const { handbook, versionId } = current;
  return [
    ok('handbook', `${handbook.id} ${handbook.version}, version ${versionId}`),
    reach(handbook, ways),
    topics(handbook, ways),
    samples(handbook),
  ].filter((check) => check !== null);
}

const FIX = 'Configure the channel, or give them another contact method in the handbook.';

function reach(handbook: Handbook, ways: ConfiguredWays): Check {
  const lines = unreachable(handbook, ways);
  const people = Object.values(handbook.people);
  if (lines.length === 0) return ok('people', `all ${people.length} can be reached by every method`);
  return people.some((person) => isDead(person, ways)) ? fail('people', lines.join('; '), FIX) : warn('people', lines.join('; '), FIX);
}

const works = ({ channel, address }: ContactMethod, { channels, topics }: ConfiguredWays): boolean =>
  channels.has(channel) && (channel !== 'ntfy' || topics === null || topics.includes(address));

/** Somebody who is to be woken, and has no method left that does. */
const isDead = ({ reach, methods }: Person, ways: ConfiguredWays): boolean =>
  reach.HIGH.length > 0 && !reach.HIGH.some((rung) => methods.some((method) => method.id === rung.method && works(method, ways)));

function topics(handbook: Handbook, ways: ConfiguredWays): Check | null {
  const isRead = (method: ContactMethod): boolean => method.channel === 'ntfy' && works(method, ways);
  const readable = Object.values(handbook.people).filter((person) => person.methods.some(isRead));
  if (readable.length === 0) return null;
  const names = readable.map((person) => person.id).join(', ');
  return warn(
    'ntfy topics',
    `whoever knows the topic reads the pages, and can acknowledge: ${names}`,
    'Use long random topics, or a server of your own with access control (NTFY_URL, NTFY_TOKEN).',
  );
}

function samples(handbook: Handbook): Check | null {
  const sample = Object.values(handbook.people).filter((person) => person.email.endsWith('.example'));
  if (sample.length === 0) return null;
  return warn(
    'addresses',
    `samples that reach nobody (*.example): ${sample.map((person) => person.id).join(', ')}`,
    'Put your own people into the handbook; `tocsin handbook check FILE` lists every placeholder.',
  );
}
