import type { DeskTicketResult, TicketRequest, TicketTracker } from '../../activities/ports/ticket-tracker.port.js';
import { type GithubServer, type GithubServerOptions, startGithub } from '../../services/apps/demo/github-server.js';
import { createGithubTickets } from '../../services/integrations/github/github.tickets.js';
import { createDataSource } from '../../services/persistence/data-source.js';
import { poolOf } from '../../services/persistence/sql.js';
import { TicketDeskService, type TicketTimes } from '../../services/tickets/ticket-desk.service.js';
import { type Attempt, TicketIntentsRepository } from '../../services/tickets/ticket-intents.repository.js';
import { testServers } from './servers.js';

export interface TicketRow {
  readonly status: string;
  readonly attempts: number;
  readonly code: string | null;
  readonly reason: string | null;
  readonly ticket_id: string | null;
  readonly url: string | null;
  readonly asked_at: Date | null;
}

export interface DeskOptions {
  /** What is between the desk and the server. */
  readonly between?: (real: TicketTracker) => TicketTracker;
  /** Those of its world, unless told otherwise. */
  readonly times?: TicketTimes;
  readonly requestMs?: number;
}

/** A database and as many workers' desks as a test asks for, all with one GitHub-shaped server on loopback. */
export interface TicketWorld {
  readonly databaseUrl: string;
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  github(options?: GithubServerOptions): Promise<GithubServer>;
  /** Another worker's desk. */
  desk(github: GithubServer, options?: DeskOptions): TicketDeskService;
  /** A worker's desk that dawdles between taking a key and asking the tracker. */
  slowDesk(github: GithubServer): TicketDeskService;
  row(key: string): Promise<TicketRow | undefined>;
  close(): Promise<void>;
}

/** Where a worker dies over a ticket, or an ask comes to nothing: others take it up soon. */
export const SHORT_TIMES: TicketTimes = { leaseMs: 1_500, quietMs: 1_500, marginMs: 60_000 };
/** For a server that hangs; ms. */
export const HASTY_MS = 1_000;
const REQUEST_MS = 10_000;

const trackerOf = ({ url, repository, token }: GithubServer, timeoutMs = REQUEST_MS): TicketTracker =>
  createGithubTickets({ baseUrl: url, repository, token, policy: { alsoAllow: ['loopback'] }, timeoutMs });

const DAWDLING_MS = 200;

class SlowIntents extends TicketIntentsRepository {
  override async ask(attempt: Attempt): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, DAWDLING_MS));
    return super.ask(attempt);
  }
}

export async function ticketWorld(worldTimes: TicketTimes = SHORT_TIMES): Promise<TicketWorld> {
  const { databaseUrl } = await testServers();
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 8 }).initialize();
  const pool = poolOf(dataSource);
  const servers: GithubServer[] = [];
  const query: TicketWorld['query'] = async (sql, values = []) => (await pool.query<Record<string, unknown>>(sql, [...values])).rows;
  return {
    databaseUrl,
    query,
    github: async (options) => {
      const server = await startGithub(options);
      servers.push(server);
      return server;
    },
    desk: (github, { between, times = worldTimes, requestMs } = {}) => {
      const tracker = trackerOf(github, requestMs);
      return new TicketDeskService({ intents: new TicketIntentsRepository(pool), tracker: between?.(tracker) ?? tracker, times });
    },
    slowDesk: (github) => new TicketDeskService({ intents: new SlowIntents(pool), tracker: trackerOf(github), times: worldTimes }),
    row: async (key) => (await query('SELECT * FROM tickets WHERE key = $1', [key]))[0] as TicketRow | undefined,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
      await dataSource.destroy();
    },
  };
}

const MOST_ATTEMPTS = 20;
const MOST_WAIT_MS = 2_000;

/** Tries as the activity's retries do, until there is an outcome. */
export async function fileUntilDone(desk: TicketDeskService, request: TicketRequest): Promise<DeskTicketResult> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const result = await desk.file(request);
    if (result.status !== 'RETRY') return result;
    await new Promise((resolve) => setTimeout(resolve, Math.min(result.afterMs ?? 100, MOST_WAIT_MS)));
  }
  throw new Error(`no outcome after ${MOST_ATTEMPTS} attempts`);
}
