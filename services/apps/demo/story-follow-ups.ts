import { DAY_MS, type Instant } from '../../../domain/instant.js';
import type { FollowUpClass } from '../../../domain/postincident/classes.js';
import { applied, type DemoParts, type Lived, reaches, read, SEEN_WITHIN_MS, seen } from './steps.js';

export interface FiledTicket {
  readonly id: string;
  readonly url: string;
}

export interface DoneFollowUp {
  readonly class: FollowUpClass;
  readonly owner: string;
  readonly status: string;
}

interface Wanted {
  readonly class: FollowUpClass;
  readonly title: string;
  readonly owner: string;
}

/** One of each of the guide's classes. Guide: G2.6 */
const WANTED: readonly Wanted[] = [
  { class: 'PREVENTIVE', title: 'alert on the pool of connections', owner: 'ben' },
  { class: 'PROCESS', title: 'two people look at changes of limits', owner: 'ada' },
  { class: 'TRAINING', title: 'rehearse a rollback of payments', owner: 'chloe' },
  { class: 'TOOLING', title: 'limits of connections as code', owner: 'dan' },
];

interface FollowUp {
  readonly number: number;
  readonly class: FollowUpClass;
  readonly title: string;
  readonly owner: { readonly id: string };
  readonly dueAt: string;
  readonly status: string;
  readonly ticket: { readonly status: string; readonly id: string | null; readonly url: string | null } | null;
}

async function followUpsOf({ api }: DemoParts, key: string): Promise<readonly FollowUp[]> {
  const fields = 'followUps { number class title owner { id } dueAt status ticket { status id url } }';
  return (await read<{ followUps: readonly FollowUp[] }>(api, key, fields)).followUps;
}

/** Each becomes an issue of the tracker, once. */
export async function fileFollowUps(parts: DemoParts, { key, time }: Lived): Promise<readonly FiledTicket[]> {
  const { api, github, say } = parts;
  for (const wanted of WANTED) await applied(api.command('addFollowUp', 'AddFollowUpInput', { key, ...wanted }));
  const tickets = await seen('a ticket for each follow-up', async () => {
    const filed = (await followUpsOf(parts, key)).flatMap(({ ticket }) =>
      ticket?.status === 'FILED' && ticket.id !== null && ticket.url !== null ? [{ id: ticket.id, url: ticket.url }] : [],
    );
    return filed.length === WANTED.length ? filed : null;
  });
  if (github.issues.length !== tickets.length) throw new Error(`${github.issues.length} issues for ${tickets.length} tickets`);
  const at = await time.now();
  for (const [index, { class: kind, title, owner }] of WANTED.entries()) {
    const { id, url } = tickets[index] ?? { id: '', url: '' };
    const page = await (await fetch(url)).text();
    if (!page.includes(title)) throw new Error(`${url} does not say “${title}”`);
    say.tell(at, `follow-up ${index + 1}, ${kind.toLowerCase()}, ${owner}: ${title}; issue ${id}, ${url}`);
  }
  return tickets;
}

/** Days from the due date, and who hears of it then. The first three are done when they are first heard of. */
const LATE: readonly (readonly [days: number, words: string, who: 'owner' | 'lead'])[] = [
  [-2, 'is due in 2 days', 'owner'],
  [0, 'is due now', 'owner'],
  [1, 'is 1 day late', 'owner'],
  [3, 'is 3 days late', 'lead'],
];

/** Weeks pass. Each is reminded of and done; the last one late, after its owner's lead was told. */
export async function untilDone(parts: DemoParts, learning: Lived): Promise<readonly DoneFollowUp[]> {
  const waiting = [...(await followUpsOf(parts, learning.key))].toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  for (const one of waiting) {
    const isLast = one === waiting.at(-1);
    for (const [days, words, who] of isLast ? LATE : LATE.slice(0, 1)) {
      const at = await reaches(learning, Date.parse(one.dueAt) + days * DAY_MS);
      await heard(parts, { at, subject: `${learning.key}: follow-up ${one.number} ${words}`, who });
    }
    await done(parts, learning, one);
  }
  const { key } = learning;
  return (await followUpsOf(parts, key)).map(({ class: kind, owner, status }) => ({ class: kind, owner: owner.id, status }));
}

interface Expected {
  readonly at: Instant;
  readonly subject: string;
  readonly who: 'owner' | 'lead';
}

async function heard({ receivers, say }: DemoParts, { at, subject, who }: Expected): Promise<void> {
  const mail = await receivers.until((one) => one.channel === 'email' && one.title.includes(subject), subject, SEEN_WITHIN_MS);
  say.tell(at, `mail to ${mail.to}${who === 'lead' ? ', who answers for its owner' : ''}: ${mail.title}`);
}

async function done({ api, say }: DemoParts, { key, time }: Lived, { number, owner }: FollowUp): Promise<void> {
  await applied(api.command('completeFollowUp', 'CompleteFollowUpInput', { key, followUp: number, text: 'done' }));
  await time.untilQuiet();
  say.tell(await time.now(), `follow-up ${number} is done, by ${owner.id}`);
}
