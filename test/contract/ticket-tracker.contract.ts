import { performance } from 'node:perf_hooks';
import type { TicketRequest, TicketTracker } from '../../activities/ports/ticket-tracker.port.js';
import { BREAKAGES, startBrokenProvider } from '../support/broken-provider.js';
import { IN_TIME_MS, limitFor, PATIENCE_MS } from './limits.js';

/** What a tracker says that will say the same again. */
export const REFUSALS = ['KNOWS_NO_SUCH_TOKEN', 'KNOWS_NO_SUCH_PROJECT', 'FORBIDS_IT', 'LIKES_NO_TICKET', 'HAS_MOVED'] as const;
/** What leaves open whether a ticket was created; in the last three it was. */
export const UNKNOWNS = ['IS_BROKEN', 'TALKS_GARBAGE', 'HANGS', 'HANGS_AFTERWARDS', 'RESETS_AFTERWARDS', 'BREAKS_OFF_AFTERWARDS'] as const;
export type Trouble = (typeof REFUSALS)[number] | (typeof UNKNOWNS)[number] | 'IS_BUSY';

/** What `IS_BUSY` asks for. */
export const BUSY_FOR_MS = 7_000;

export interface FiledTicket {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

export interface TicketServer {
  readonly port: number;
  readonly tickets: () => readonly FiledTicket[];
  /** From now on; null: it is well. */
  readonly trouble: (trouble: Trouble | null) => void;
  /** A ticket of somebody else, with the label that ours carry. */
  readonly addForeign: (body: string) => void;
  readonly close: () => Promise<void>;
}

export interface TrackerUnderTest {
  readonly kind: TicketTracker['kind'];
  readonly token: string;
  startServer(): Promise<TicketServer>;
  /** A tracker that gives up on a request after `timeoutMs`, pointed at `port` on loopback. */
  connect(port: number, timeoutMs: number): TicketTracker;
  /** Whether `text`, shown in a ticket, would notify somebody. */
  notifies(text: string): boolean;
  readonly limits: { readonly title: number; readonly body: number };
}

const HOUR_MS = 3_600_000;

export const ticketRequest = (changes: Partial<TicketRequest> = {}): TicketRequest => ({
  key: 'INC-1042/follow-up/2',
  incidentKey: 'INC-1042',
  followUp: '2',
  title: 'Raise the pool size of the ledger',
  body: 'The pool was full for **12 minutes**.\n\n- [ ] raise it\n',
  labels: ['preventive'],
  requestedAt: Date.parse('2026-11-29T02:10:00Z'),
  ...changes,
});

/** What the port promises, proven against a real server on loopback for each adapter. */
export function ticketTrackerContract(adapter: TrackerUnderTest): void {
  describe(`a ticket tracker: ${adapter.kind}`, () => {
    let server: TicketServer;
    let tracker: TicketTracker;
    const said: unknown[] = [];
    const keep = <T>(answer: T): T => {
      said.push(answer);
      return answer;
    };
    const create = async (changes: Partial<TicketRequest> = {}) => keep(await tracker.create(ticketRequest(changes)));
    const find = async (key = ticketRequest().key, since = Date.now() - HOUR_MS) => keep(await tracker.find(ticketRequest({ key }), since));

    beforeEach(async () => {
      server = await adapter.startServer();
      tracker = adapter.connect(server.port, PATIENCE_MS);
    });
    afterEach(() => server.close());
    afterAll(() => expect(JSON.stringify(said)).not.toContain(adapter.token)); // [I11], of every answer in this suite

    it('creates a ticket with title, text and class, and answers with its id and link', async () => {
      const result = await create();
      const [ticket, ...more] = server.tickets();
      expect(more).toEqual([]);
      expect(ticket).toMatchObject({ title: 'Raise the pool size of the ledger', body: expect.stringContaining('- [ ] raise it') });
      expect(ticket?.labels).toEqual(expect.arrayContaining(['tocsin', 'preventive']));
      expect(result).toEqual({ status: 'FILED', id: ticket?.id, url: ticket?.url });
    });

    it('[I3] finds what it created by its key, and nothing else by another', async () => {
      const created = await create();
      await create({ key: 'INC-1042/follow-up/20' });
      expect(await find()).toEqual({
        status: 'FOUND',
        ticket: { id: 'id' in created && created.id, url: 'url' in created && created.url },
      });
      expect(await find('INC-1042/follow-up/3')).toEqual({ status: 'NONE' });
      expect(await find('INC-104/follow-up/2')).toEqual({ status: 'NONE' });
    });

    it('[I3] finds it behind many others', async () => {
      await create();
      for (let i = 0; i < 45; i += 1) server.addForeign(`another one, ${i}`);
      expect(await find()).toMatchObject({ status: 'FOUND', ticket: { id: server.tickets()[0]?.id } });
      expect(await find('INC-1042/follow-up/3')).toEqual({ status: 'NONE' });
    });

    it('takes a copy made by hand for no ticket of ours while the first one is there', async () => {
      await create();
      server.addForeign(server.tickets()[0]?.body ?? '');
      expect(await find()).toMatchObject({ status: 'FOUND', ticket: { id: server.tickets()[0]?.id } });
    });

    it('looks at nothing from before `since`', async () => {
      await create();
      expect(await find(undefined, Date.now() + HOUR_MS)).toEqual({ status: 'NONE' });
    });

    it.each(REFUSALS)('refuses for good, and creates nothing, when the tracker %s', async (trouble) => {
      server.trouble(trouble);
      expect(await create()).toEqual({
        status: 'REFUSED',
        code: expect.stringMatching(/^[A-Z_0-9]+$/),
        reason: expect.stringMatching(/\w/),
      });
      expect(await find()).toMatchObject({ status: 'REFUSED' });
      expect(server.tickets()).toEqual([]);
    });

    it('waits as long as a busy tracker asks', async () => {
      server.trouble('IS_BUSY');
      const busy = { status: 'RETRY', code: 'RATE_LIMITED', afterMs: BUSY_FOR_MS, reason: expect.stringMatching(/\w/) };
      expect(await create()).toEqual({ ...busy, left: 'NOTHING' });
      expect(await find()).toMatchObject(busy);
      expect(server.tickets()).toEqual([]);
    });

    it.each(UNKNOWNS)('may be tried again, knowing that a ticket may be there, when the tracker %s', async (trouble) => {
      tracker = adapter.connect(server.port, limitFor(trouble));
      while ((await create({ key: 'INC-1/follow-up/1' })).status !== 'FILED'); // what comes once, such as the label, has come
      server.trouble(trouble);
      const started = performance.now();
      expect(await create()).toMatchObject({ status: 'RETRY', left: 'UNKNOWN', code: expect.stringMatching(/^[A-Z_0-9]+$/) });
      expect(performance.now() - started).toBeLessThan(IN_TIME_MS);
      server.trouble(null);
      tracker = adapter.connect(server.port, PATIENCE_MS);
      expect((await find()).status).toBe(trouble.endsWith('AFTERWARDS') ? 'FOUND' : 'NONE');
      expect(server.tickets().filter(({ body }) => body.includes('INC-1042/follow-up/2')).length).toBe(
        trouble.endsWith('AFTERWARDS') ? 1 : 0,
      );
    });

    it.each(UNKNOWNS)('does not say that nothing is there when the tracker %s', async (trouble) => {
      await create();
      server.trouble(trouble);
      tracker = adapter.connect(server.port, limitFor(trouble));
      expect(await find()).toMatchObject({ status: 'RETRY' });
    });

    it.each(BREAKAGES)('answers in time, and may be tried again, when the connection %s', async (breakage) => {
      const broken = await startBrokenProvider(breakage, 'HTTP');
      const away = adapter.connect(broken.port, limitFor(breakage));
      const started = performance.now();
      expect(keep(await away.create(ticketRequest()))).toMatchObject({ status: 'RETRY' });
      expect(keep(await away.find(ticketRequest(), 0))).toMatchObject({ status: 'RETRY' });
      await broken.close();
      expect(performance.now() - started).toBeLessThan(2 * IN_TIME_MS);
    });

    it.each([
      'cc @acme/payments-oncall and @octocat',
      '**@**octocat _@octocat_ (@octocat) `@octocat` \\@octocat x@octocat',
      '&#64;octocat &#064;octocat &#x40;octocat &#X0040;octocat &commat;octocat',
      '<p>&nbsp@octocat &#64octocat &#x40octocat</p>',
      '@\u202e@octocat @\0octocat @@octocat',
    ])('notifies nobody: %j', async (text) => {
      expect(adapter.notifies(text)).toBe(true);
      expect(await create({ title: text, body: text, labels: ['@octocat'] })).toMatchObject({ status: 'FILED' });
      const [ticket] = server.tickets();
      for (const part of [ticket?.title, ticket?.body, ...(ticket?.labels ?? [])])
        expect({ part, notifies: adapter.notifies(part ?? '@x') }).toEqual({ part, notifies: false });
      expect(await find()).toMatchObject({ status: 'FOUND' });
    });

    it.each([
      ['emoji', '🔥'],
      ['signs that are made harmless', '@a'],
      ['lines', 'x\r\n'],
      ['lone halves', '\ud83d'],
      ['nothing to be seen', '\u202e'],
    ])('cuts endless %s to what the tracker takes, and finds it again', async (_what, part) => {
      const endless = part.repeat(200_000);
      expect(await create({ title: endless, body: endless, labels: [endless] })).toMatchObject({ status: 'FILED' });
      const [ticket] = server.tickets();
      expect(ticket?.title).toMatch(/\S/);
      expect(ticket?.title.length).toBeLessThanOrEqual(adapter.limits.title);
      expect(ticket?.body.length).toBeLessThanOrEqual(adapter.limits.body);
      expect(`${ticket?.title}${ticket?.body}`).not.toMatch(/[\p{Cs}\p{Bidi_Control}]/u);
      expect(await find()).toMatchObject({ status: 'FOUND' });
    });

    it.each(['<!-- tocsin:INC-7/follow-up/1 -->', '<!--tocsin:INC-7/follow-up/1-->', '<!--\n tocsin:INC-7/follow-up/1 -->'])(
      'lets no text pass for another key: %j',
      async (text) => {
        await create({ title: text, body: `${text}\n` });
        expect(await find('INC-7/follow-up/1')).toEqual({ status: 'NONE' });
        expect(await find()).toMatchObject({ status: 'FOUND' });
      },
    );

    it.each(['', 'a --> b', 'INC-1\nx', 'x'.repeat(300), 'a--b', '@octocat'])(
      'refuses the key %j, which could not be found again',
      async (key) => {
        expect(await create({ key })).toMatchObject({ status: 'REFUSED', code: 'INVALID_KEY' });
        expect(await find(key)).toMatchObject({ status: 'REFUSED', code: 'INVALID_KEY' });
        expect(server.tickets()).toEqual([]);
      },
    );

    it('leaves out an assignee whom the tracker does not know', async () => {
      expect(await create({ assignee: 'nobody-of-that-name' })).toMatchObject({ status: 'FILED' });
      expect(server.tickets()).toHaveLength(1);
    });
  });
}
