import { isMap, isScalar, parseDocument } from 'yaml';
import { DAY_MS, type Instant } from '../../../domain/instant.js';
import { SetupError } from '../../embedded/setup-error.js';
import type { MeAddress } from './up.model.js';

const TOPIC = /^[-_A-Za-z0-9]{1,64}$/;

/** `ntfy:TOPIC` or `mailto:ADDRESS`; anything else is refused with an example. */
export function parseMe(text: string): MeAddress {
  const colon = text.indexOf(':');
  const scheme = text.slice(0, Math.max(0, colon));
  const rest = text.slice(colon + 1);
  if (scheme === 'ntfy' && TOPIC.test(rest)) return { channel: 'ntfy', topic: rest };
  if (scheme === 'mailto' && /^[^\s@]+@[^\s@]+$/.test(rest)) return { channel: 'email', address: rest };
  throw new SetupError(`--me ${text}: not an address I know`, 'Write ntfy:YOUR-TOPIC or mailto:you@company.example.');
}

/** The handbook with a person `me`, who covers the first schedule of the file for a day from `at`. The file itself stays as it is. */
export function withMe(source: string, me: MeAddress, at: Instant): string {
  const document = parseDocument(source);
  const schedules = document.get('schedules');
  const key = isMap(schedules) ? schedules.items[0]?.key : undefined;
  const first = isScalar(key) && typeof key.value === 'string' ? key.value : '';
  if (first === '') throw new SetupError('--me: the handbook has no schedule to put you on');
  const contact = me.channel === 'ntfy' ? { ntfy: me.topic } : {};
  const email = me.channel === 'email' ? me.address : 'me@evaluation.example';
  const method = me.channel === 'ntfy' ? 'ntfy' : 'email';
  document.setIn(['people', 'me'], document.createNode({ name: 'You', email, contact, reach: { high: [method], low: [method] } }));
  const cover = {
    person: 'me',
    from: new Date(at).toISOString().slice(0, 19).concat('Z'),
    to: new Date(at + DAY_MS).toISOString().slice(0, 19).concat('Z'),
  };
  document.setIn(['schedules', first, 'overrides'], document.createNode([cover]));
  return document.toString();
}
