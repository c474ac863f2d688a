import type { Pool } from 'pg';
import type { Channel, Handbook, Person } from '../../../../domain/handbook/handbook.model.js';
import { CHANNELS } from '../../../../domain/handbook/handbook.model.js';
import { HandbookService } from '../../../handbook/handbook.service.js';
import { unreachable } from '../../up/reachability.js';
import { type Check, fail, ok, warn } from './check.js';

/** Who cannot be reached and why, whose pages others could read, and whose addresses are still samples. */
export async function peopleChecks(pool: Pool, channels: readonly string[]): Promise<readonly Check[]> {
  const current = await new HandbookService(pool).current();
  if (current === null) return [fail('handbook', 'none has been applied', 'Start `tocsin up --handbook FILE`.')];
  const { handbook, versionId } = current;
  const configured = new Set(CHANNELS.filter((channel) => channels.includes(channel)));
  return [
    ok('handbook', `${handbook.id} ${handbook.version}, version ${versionId}`),
    reach(handbook, configured),
    topics(handbook),
    samples(handbook),
  ].filter((check) => check !== null);
}

const FIX = 'Configure the channel, or give them another contact method in the handbook.';

function reach(handbook: Handbook, configured: ReadonlySet<Channel>): Check {
  const lines = unreachable(handbook, { channels: configured, topics: null });
  if (lines.length === 0) return ok('people', `all ${Object.keys(handbook.people).length} can be reached by every method`);
  const hasWay = (person: Person): boolean => person.methods.some((method) => configured.has(method.channel));
  return !Object.values(handbook.people).every(hasWay) ? fail('people', lines.join('; '), FIX) : warn('people', lines.join('; '), FIX);
}

function topics(handbook: Handbook): Check | null {
  const readable = Object.values(handbook.people).filter((person) => person.methods.some((method) => method.channel === 'ntfy'));
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
