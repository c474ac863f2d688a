import { setTimeout } from 'node:timers/promises';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/instant.js';
import { waitUntil } from '../../../services/embedded/wait.js';
import { type Answer, type CalendarWorld, CREATE, type Created, calendarWorld, created, handbookWith } from './calendar-world.js';

/** The directory of a process is two seconds old at most, an answer five; the rest is patience with a busy machine. */
const SEEN_MS = 30_000;
const ROTATE = 'mutation Rotate($input: CalendarFeedInput!) { rotateCalendarFeed(input: $input) { url calendarFeed { id rotatedAt } } }';
const REVOKE = 'mutation Revoke($input: CalendarFeedInput!) { revokeCalendarFeed(input: $input) { calendarFeed { id revokedAt } } }';
const LIST = '{ calendarFeeds { id person schedule createdBy lastReadAt revokedAt } }';

let world: CalendarWorld;
let ada: string;

beforeAll(async () => {
  world = await calendarWorld();
  ada = await world.token('ada');
});
afterAll(() => world.close());
/** A feed shows whole days (UTC), and what is read twice is to be compared: no test begins in the last two minutes of a day. */
beforeEach(async () => {
  const left = DAY_MS - (Date.now() % DAY_MS);
  if (left < 2 * MINUTE_MS) await setTimeout(left);
});

interface Entry {
  readonly sequence: number;
  readonly changed: string;
  readonly end: string;
  readonly summary: string;
}
const line = (text: string, name: string): string => new RegExp(`^${name}:(.*)$`, 'm').exec(text)?.[1] ?? '';
/** By UID. */
const entriesOf = ({ body }: Answer): ReadonlyMap<string, Entry> =>
  new Map(
    body
      .replaceAll('\r\n ', '')
      .replaceAll('\r', '')
      .split('BEGIN:VEVENT\n')
      .slice(1)
      .map((text) => [
        line(text, 'UID'),
        {
          sequence: Number(line(text, 'SEQUENCE')),
          changed: line(text, 'LAST-MODIFIED'),
          end: line(text, 'DTEND'),
          summary: line(text, 'SUMMARY'),
        },
      ]),
  );

/** The feed, once it says `words`, or says them no more. */
async function reads(url: string, is: (answer: Answer) => boolean): Promise<Answer> {
  let answer = await world.read(url);
  await waitUntil(async () => is((answer = await world.read(url))), SEEN_MS);
  if (!is(answer)) throw new Error(`the feed still says:\n${answer.body.slice(0, 2_000)}`);
  return answer;
}

describe('[G1.1] a calendar feed', () => {
  it('is a calendar for readers alone: typed, tagged, kept by nobody else, without a cookie', async () => {
    const { url } = await created(world, ada, { schedule: 'on-call' });
    expect(url).toMatch(/^https:\/\/ops\.example\/tocsin\/calendar\/tcf_[0-9a-f]{16}_[0-9a-f]{64}\.ics$/);
    const { status, headers, body } = await world.read(url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('etag')).toMatch(/^"[\w-]{27}"$/);
    expect(headers.get('set-cookie')).toBeNull();
    expect(body).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n[^]*X-WR-CALNAME:On call: on-call\r\n[^]*END:VCALENDAR\r\n$/);
    const octets = Buffer.from(body).toString('latin1').split('\r\n');
    expect(Math.max(...octets.map((one) => one.length))).toBeLessThanOrEqual(75);
  });

  it('is not sent again to a reader who has it, and HEAD tells as much as GET', async () => {
    const { url } = await created(world, ada);
    const first = await world.read(url);
    const tag = first.headers.get('etag') ?? '';
    const again = await world.read(url, { headers: { 'if-none-match': `"other", W/${tag}` } });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await world.read(url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    const head = await world.read(url, { method: 'HEAD' });
    expect([head.status, head.body, head.headers.get('etag')]).toEqual([200, '', tag]);
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(first.body)));
  });

  it('keeps every UID and counts up what changed, and only that, when a handbook moves one shift', async () => {
    const { url } = await created(world, ada, { schedule: 'tertiary' });
    const before = entriesOf(await world.read(url));
    const [moved, other] = [...before.keys()].slice(10, 12);
    const start = /(\d{4})(\d\d)(\d\d)T(\d\d)/.exec(moved ?? '') ?? [];
    const from = Date.parse(`${start[1]}-${start[2]}-${start[3]}T${start[4]}:00:00Z`);
    const local = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
    const cover = `{ person: cto, from: "${local(from)}", to: "${local(from + 24 * HOUR_MS)}" }`;
    const source = handbookWith().replace('tertiary: { guide: G1.1,', `tertiary: { timezone: UTC, overrides: [${cover}], guide: G1.1,`);
    await world.apply(source);
    const after = entriesOf(await reads(url, ({ body }) => body.includes(', cover)')));
    const changed = [...before].filter(([uid, entry]) => JSON.stringify(after.get(uid)) !== JSON.stringify(entry)).map(([uid]) => uid);
    expect(changed).toEqual([moved]);
    expect(after.get(moved ?? '')).toMatchObject({ sequence: 1, summary: expect.stringMatching(/ on call \(tertiary\\, cover\)$/) });
    expect(after.get(other ?? '')).toEqual(before.get(other ?? ''));
    expect(after.size).toBe(before.size + 1); // the rest of the week is whose turn it is

    await world.apply(handbookWith());
    const back = entriesOf(await reads(url, ({ body }) => !body.includes(', cover)')));
    expect(back.get(moved ?? '')).toMatchObject({ sequence: 2, summary: before.get(moved ?? '')?.summary });
    expect([...back].filter(([uid]) => uid !== moved)).toEqual([...before].filter(([uid]) => uid !== moved));
  });

  it('shows the same shift as the same entry, whoever reads it', async () => {
    const ofSchedule = entriesOf(await world.read((await created(world, ada, { schedule: 'secondary' })).url));
    const ofAda = entriesOf(await world.read((await created(world, ada)).url));
    const both = [...ofAda].filter(([uid]) => ofSchedule.has(uid));
    expect(both.length).toBeGreaterThan(10);
    for (const [uid, entry] of both) expect(ofSchedule.get(uid)).toEqual(entry);
  });

  it('of somebody or something that the handbook does not have any more is empty', async () => {
    const source = handbookWith();
    const chloe = await created(world, await world.token('chloe'));
    const gone = await created(world, ada, { schedule: 'around-the-clock' });
    expect(entriesOf(await world.read(chloe.url)).size).toBeGreaterThan(50);
    expect(entriesOf(await world.read(gone.url)).size).toBeGreaterThan(500);
    const [chloes, sun] = [/^ {2}chloe:\n( {4}.*\n)+/m, /^ {2}around-the-clock:\n( {4,}.*\n)+/m];
    await world.apply(source.replace(chloes, '').replace(sun, '').replaceAll(', chloe', ''));
    for (const { url } of [chloe, gone]) {
      const { status, body } = await reads(url, (answer) => !answer.body.includes('VEVENT'));
      expect(status).toBe(200);
      expect(body).toMatch(/\r\nEND:VCALENDAR\r\n$/);
    }
    await world.apply(source);
    await reads(chloe.url, (answer) => answer.body.includes('VEVENT'));
  });
});

describe('[I11] the address of a feed', () => {
  it('is void once it is replaced, revoked, tampered with or made up; nobody learns which', async () => {
    const { url, calendarFeed } = await created(world, ada);
    const kept = { input: { id: calendarFeed.id } };
    const { rotateCalendarFeed: next } = await world.ask<{ rotateCalendarFeed: Created }>(ada, ROTATE, kept);
    expect(next.calendarFeed.id).toBe(calendarFeed.id);
    expect((await world.read(next.url)).status).toBe(200);
    const revoked = await created(world, ada);
    expect((await world.read(revoked.url)).status).toBe(200);
    await world.ask(ada, REVOKE, { input: { id: revoked.calendarFeed.id } });
    const wrong = next.url.replace(/.\.ics$/, (end) => `${end.startsWith('0') ? '1' : '0'}.ics`);
    const unknown = next.url.replace(/tcf_[0-9a-f]{16}/, `tcf_${'0'.repeat(16)}`);
    const answers = await Promise.all(
      [url, revoked.url, wrong, unknown, next.url.replace('.ics', ''), next.url.replace('tcf', 'toc')].map((one) => world.read(one)),
    );
    for (const { status, headers, body } of answers) {
      expect([status, body, headers.get('etag')]).toEqual([404, 'there is no such calendar\n', null]);
      expect([...headers.keys()].toSorted()).toEqual([...(answers[0]?.headers.keys() ?? [])].toSorted());
    }
    expect(await world.refusal(ada, ROTATE, { input: { id: revoked.calendarFeed.id } })).toBe('NOT_FOUND');
  });

  it('stands in no table, no list and no metric, and what was done with it in the audit log', async () => {
    const { url, calendarFeed } = await created(world, ada, { schedule: 'on-call' });
    const secret = /_([0-9a-f]{64})\.ics$/.exec(url)?.[1] ?? '';
    expect((await world.read(url)).status).toBe(200);
    const tables = ['calendar_feeds', 'calendar_shifts', 'audit_log'].map((table) => `(SELECT json_agg(t)::text FROM ${table} t)`);
    const dump = await world.pool.query<{ text: string }>(`SELECT ${tables.join(' || ')} AS text`);
    const metrics = await (await fetch(`${world.url}/metrics`)).text();
    const list = JSON.stringify(await world.ask(ada, LIST));
    for (const text of [dump.rows[0]?.text, metrics, list]) expect(text).not.toContain(secret);
    const { rows } = await world.pool.query('SELECT actor, action, detail FROM audit_log WHERE subject = $1', [calendarFeed.id]);
    expect(rows).toEqual([{ actor: 'ada', action: 'calendar-feed.create', detail: { schedule: 'on-call' } }]);
  });
});

describe('[I10] feeds of others', () => {
  it('are neither made, shown, replaced nor revoked, as if they were not there; administrators do all of it', async () => {
    const [ben, admin] = [await world.token('ben', 'VIEWER'), await world.token('dan', 'ADMIN')];
    const own = await created(world, ben);
    const made = await created(world, admin, { person: 'ben' });
    expect(await world.refusal(ben, CREATE, { input: { person: 'ada' } })).toBe('FORBIDDEN');
    expect(await world.refusal(admin, CREATE, { input: { person: 'nobody' } })).toBe('UNKNOWN_PERSON');
    expect(await world.refusal(ben, CREATE, { input: { schedule: 'nope' } })).toBe('NOT_FOUND');
    const ids = async (token: string): Promise<readonly string[]> =>
      (await world.ask<{ calendarFeeds: { id: string }[] }>(token, LIST)).calendarFeeds.map(({ id }) => id);
    expect((await ids(ben)).toSorted()).toEqual([own.calendarFeed.id, made.calendarFeed.id].toSorted());
    expect(await ids(admin)).toEqual(expect.arrayContaining([...(await ids(ada))]));
    for (const mutation of [ROTATE, REVOKE])
      expect(await world.refusal(ada, mutation, { input: { id: own.calendarFeed.id } })).toBe('NOT_FOUND');
    await world.ask(ben, REVOKE, { input: { id: made.calendarFeed.id } });
    await world.ask(admin, REVOKE, { input: { id: own.calendarFeed.id } });
    expect((await world.read(own.url)).status).toBe(404);
  });

  it('tell when a calendar last read them', async () => {
    const { url, calendarFeed } = await created(world, ada, { schedule: 'secondary' });
    const lastReadAt = async (): Promise<unknown> =>
      (await world.ask<{ calendarFeeds: { id: string; lastReadAt: string | null }[] }>(ada, LIST)).calendarFeeds.find(
        ({ id }) => id === calendarFeed.id,
      )?.lastReadAt;
    expect(await lastReadAt()).toBeNull();
    await world.read(url);
    expect(await waitUntil(async () => (await lastReadAt()) !== null, 10_000)).toBe(true);
  });
});
