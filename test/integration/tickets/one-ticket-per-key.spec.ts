import type { TicketTracker } from '../../../activities/ports/ticket-tracker.port.js';
import type { GithubFault, GithubServer } from '../../../services/apps/demo/github-server.js';
import { TICKET_TIMES } from '../../../services/tickets/ticket-desk.service.js';
import { ticketRequest } from '../../contract/ticket-tracker.contract.js';
import { fileUntilDone, HASTY_MS, SHORT_TIMES, type TicketWorld, ticketWorld } from '../../support/ticket-world.js';

let world: TicketWorld;
beforeAll(async () => {
  world = await ticketWorld(TICKET_TIMES);
});
afterAll(() => world.close());

let count = 0;
/** A request that no other test of this file makes. */
const fresh = () => ticketRequest({ key: `INC-2000/follow-up/${++count}`, incidentKey: 'INC-2000', followUp: String(count) });
const issuesOf = ({ issues }: GithubServer, key: string) => issues.filter(({ body }) => body.includes(`tocsin:${key} `));
const isCreate = ({ method, path }: { readonly method: string; readonly path: string }): boolean => method === 'POST' && path === '/issues';

/** One fault at the first create, none later. */
const firstCreate = (
  fault: GithubFault,
): { readonly fault: (request: { readonly method: string; readonly path: string }) => GithubFault | undefined } => {
  let isOver = false;
  return {
    fault: (request) => {
      if (isOver || !isCreate(request)) return undefined;
      isOver = true;
      return fault;
    },
  };
};

describe('a ticket', () => {
  it('is filed once, and its receipt answers whoever asks again', async () => {
    const github = await world.github();
    const request = fresh();
    const first = await world.desk(github).file(request);
    const asked = github.requests.length;
    expect(first).toMatchObject({ status: 'FILED', id: '1', url: `${github.url}/${github.repository}/issues/1` });
    expect(await world.desk(github).file(request)).toEqual(first);
    expect(github.requests).toHaveLength(asked);
    expect(await world.row(request.key)).toMatchObject({ status: 'FILED', attempts: 1, ticket_id: '1', code: null });
  });

  it.each(['desk', 'slowDesk'] as const)('[I3] is one, though eight workers file it at once (%s)', async (desk) => {
    const github = await world.github();
    const request = fresh();
    const results = await Promise.all(Array.from({ length: 8 }, () => fileUntilDone(world[desk](github), request)));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(results[0]).toMatchObject({ status: 'FILED' });
    expect(issuesOf(github, request.key)).toHaveLength(1);
  });

  it.each(['HANGS', 'RESETS', 'BREAKS_OFF'] as const)('[I3] is one where the answer to its creation %s', async (ending) => {
    const github = await world.github(firstCreate({ effect: 'DONE', ending }));
    const request = fresh();
    const desk = world.desk(github, ending === 'HANGS' ? { requestMs: HASTY_MS } : {});
    expect(await desk.file(request)).toMatchObject({
      status: 'RETRY',
      code: expect.stringMatching(/^[A-Z_]+$/),
      reason: expect.stringMatching(/\w/),
    });
    expect(await world.row(request.key)).toMatchObject({ status: 'INTENDED', asked_at: expect.any(Date) });
    expect(await fileUntilDone(desk, request)).toMatchObject({ status: 'FILED', id: '1' });
    expect(issuesOf(github, request.key)).toHaveLength(1);
    expect(github.requests.filter(isCreate)).toHaveLength(1);
  });

  it('[I3] is one where the tracker shows it some time after it was asked for', async () => {
    const { fault } = firstCreate({ effect: 'DONE', ending: 'RESETS' });
    let isListed = false;
    const github = await world.github({
      fault: (request) => (request.method === 'GET' && !isListed ? { answer: { status: 200, body: '[]' } } : fault(request)),
    });
    const request = fresh();
    const desk = world.desk(github);
    expect(await desk.file(request)).toMatchObject({ status: 'RETRY', code: 'NETWORK' });
    expect(await desk.file(request)).toMatchObject({ status: 'RETRY', code: 'NOT_YET_SEEN', afterMs: expect.any(Number) });
    isListed = true;
    expect(await fileUntilDone(desk, request)).toMatchObject({ status: 'FILED', id: '1' });
    expect(issuesOf(github, request.key)).toHaveLength(1);
  });

  it('is created again, after a quiet while, where an ask came to nothing', async () => {
    const github = await world.github(firstCreate({ effect: 'NONE', ending: 'RESETS' }));
    const request = fresh();
    expect(await fileUntilDone(world.desk(github, { times: SHORT_TIMES }), request)).toMatchObject({ status: 'FILED' });
    expect(github.requests.filter(isCreate)).toHaveLength(2);
    expect(issuesOf(github, request.key)).toHaveLength(1);
  });

  it.each([
    [401, {}, 'REFUSED', 'HTTP_401'],
    [404, {}, 'REFUSED', 'HTTP_404'],
    [422, {}, 'REFUSED', 'HTTP_422'],
    [429, { 'retry-after': '1' }, 'RETRY', 'RATE_LIMITED'],
    [500, {}, 'RETRY', 'HTTP_500'],
  ] as const)(
    'that the tracker answers with %d is told with code and reason, and filed once when that is over',
    async (status, headers, outcome, code) => {
      const github = await world.github(firstCreate({ answer: { status, headers, body: '{"message":"no"}' } }));
      const request = fresh();
      const desk = world.desk(github, { times: SHORT_TIMES });
      expect(await desk.file(request)).toMatchObject({ status: outcome, code, reason: expect.stringMatching(/\w{3}/) });
      expect(await world.row(request.key)).toMatchObject({
        status: outcome === 'RETRY' ? 'INTENDED' : 'REFUSED',
        code,
        ticket_id: null,
        url: null,
      });
      expect(issuesOf(github, request.key)).toHaveLength(0);
      expect(await fileUntilDone(desk, request)).toMatchObject({ status: 'FILED' });
      expect(issuesOf(github, request.key)).toHaveLength(1);
    },
  );

  it('[I3] is not created anew where it is not known whether it exists, and the tracker refuses to list', async () => {
    let isAsked = false;
    const github = await world.github({
      fault: (request) => {
        if (isCreate(request) && !isAsked) {
          isAsked = true;
          return { effect: 'DONE', ending: 'HANGS' };
        }
        return isAsked && request.method === 'GET' && github.requests.length < 5 ? { answer: { status: 401 } } : undefined;
      },
    });
    const request = fresh();
    const desk = world.desk(github, { requestMs: HASTY_MS });
    expect(await desk.file(request)).toMatchObject({ status: 'RETRY' });
    expect(await desk.file(request)).toMatchObject({ status: 'REFUSED', code: 'HTTP_401' });
    expect(await world.row(request.key)).toMatchObject({ status: 'REFUSED', asked_at: expect.any(Date) });
    expect(await desk.file(request)).toMatchObject({ status: 'REFUSED' });
    expect(await fileUntilDone(desk, request)).toMatchObject({ status: 'FILED', id: '1' });
    expect(issuesOf(github, request.key)).toHaveLength(1);
  });

  it('that never was asked for is created without looking for it', async () => {
    const github = await world.github();
    const request = fresh();
    await world.query(
      `INSERT INTO tickets (key, incident_key, follow_up, tracker, status, requested_at, intended_at, attempts, lease, leased_until)
       VALUES ($1, 'INC-2000', '1', 'github', 'INTENDED', now(), now(), 1, 'of a dead worker', now() - interval '1 second')`,
      [request.key],
    );
    expect(await world.desk(github).file(request)).toMatchObject({ status: 'FILED' });
    expect(github.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  it('[I10] of a restricted incident is told to nobody', async () => {
    const github = await world.github();
    await world.query(
      `INSERT INTO handbook_versions (digest, handbook_id, author_version, source, compiled, applied_by, applied_at)
       VALUES ('d', 'escrow', '1', '', '{}', 'ada', '2026-11-01T00:00:00Z')`,
    );
    await world.query(
      `INSERT INTO incidents (key, number, title, service, severity, urgency, status, visibility, handbook_version_id, detected_at)
       VALUES ('INC-666', 666, 'Breach of the vault', 'payments', 'SEV1', 'HIGH', 'RESOLVED', 'RESTRICTED', 1, '2026-11-29T02:10:00Z')`,
    );
    const request = ticketRequest({ key: 'INC-666/follow-up/1', incidentKey: 'INC-666' });
    const result = await world.desk(github).file(request);
    expect(result).toMatchObject({ status: 'REFUSED', code: 'RESTRICTED_INCIDENT' });
    expect(github.requests).toEqual([]);
    expect(await world.row(request.key)).toBeUndefined();
  });

  it('[I14] waits for its turn, instead of taking the place of pages, while four hang', async () => {
    const github = await world.github({ fault: () => ({ effect: 'NONE', ending: 'HANGS' }) });
    const desk = world.desk(github, { requestMs: HASTY_MS });
    const results = await Promise.all(Array.from({ length: 12 }, () => desk.file(fresh())));
    const busy = results.filter((result) => 'code' in result && result.code === 'BUSY');
    expect(busy).toHaveLength(8);
    expect(busy[0]).toMatchObject({ status: 'RETRY', afterMs: expect.any(Number) });
  });

  it('keeps its receipt: no row is changed afterwards, and none is removed', async () => {
    const github = await world.github();
    const request = fresh();
    await world.desk(github).file(request);
    await expect(world.query(`UPDATE tickets SET url = 'https://evil.example' WHERE key = $1`, [request.key])).rejects.toThrow(
      'do not change',
    );
    await expect(world.query('DELETE FROM tickets WHERE key = $1', [request.key])).rejects.toThrow('do not change');
    await expect(world.query('TRUNCATE tickets')).rejects.toThrow('do not change');
  });

  it('[I11] leaves no token in its row, whatever the tracker said', async () => {
    const seen: TicketTracker[] = [];
    for (const status of [401, 403, 422, 500, 201]) {
      const github = await world.github(
        firstCreate({ answer: { status, body: JSON.stringify({ message: 'github_pat_of_the_loopback_server' }) } }),
      );
      const between = (real: TicketTracker): TicketTracker => {
        seen.push(real);
        return real;
      };
      const desk = world.desk(github, { between });
      expect(JSON.stringify(await desk.file(fresh()))).not.toContain(github.token);
    }
    expect(seen).toHaveLength(5);
    const [rows] = await world.query('SELECT json_agg(t)::text AS text FROM tickets t');
    expect(rows?.['text']).not.toContain('github_pat');
  });
});

it('without a tracker nothing is filed, and that is said', async () => {
  const { TicketDeskService } = await import('../../../services/tickets/ticket-desk.service.js');
  const { TicketIntentsRepository } = await import('../../../services/tickets/ticket-intents.repository.js');
  const desk = new TicketDeskService({ intents: new TicketIntentsRepository(null as never) });
  expect(await desk.file(fresh())).toMatchObject({ status: 'REFUSED', code: 'TRACKER_NOT_CONFIGURED' });
});
