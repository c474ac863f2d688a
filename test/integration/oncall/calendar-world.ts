import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Role } from '../../../services/access/access.model.js';
import { AccessService } from '../../../services/access/access.service.js';
import { SessionsRepository } from '../../../services/access/sessions.repository.js';
import { TokensRepository } from '../../../services/access/tokens.repository.js';
import { startApi } from '../../../services/apps/api.js';
import { AuditLogService } from '../../../services/audit/audit-log.service.js';
import { readEnvironment } from '../../../services/config/environment.js';
import { forRole } from '../../../services/config/required.js';
import { HandbookService } from '../../../services/handbook/handbook.service.js';
import { createDataSource } from '../../../services/persistence/data-source.js';
import { testServers } from '../../support/servers.js';

const PUBLIC_URL = 'https://ops.example/tocsin';
const SHIPPED = readFileSync(new URL('../../../handbook/escrow-platform.yaml', import.meta.url), 'utf8');
export const HOSTILE = `Chloé; "Ma,rtin" \\ END:VEVENT ${'ночь😀'.repeat(12)}`;

/** The shipped handbook, with a name that is hostile to calendars, a schedule that follows the sun, and covers of `on-call`. */
export function handbookWith(covers: readonly string[] = []): string {
  return SHIPPED.replace('name: Chloe Martin', `name: '${HOSTILE}'`)
    .replace('    overrides: [] #', `    overrides: [${covers.join(', ')}] #`)
    .replace(
      '  secondary: { guide',
      `  around-the-clock:
    timezone: America/New_York
    layers:
      - timezone: Europe/London
        rotation: { people: [ada, dan], every: 1 week, handoff: Monday 09:00, starting: 2026-11-23 }
        during: { days: [Monday, Tuesday, Wednesday, Thursday, Friday], from: "08:00", to: "16:00" }
      - rotation: { people: [ben, chloe], every: 12 hours, handoff: "09:00", starting: 2026-11-23 }
  secondary: { guide`,
    );
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** The real api process over a real PostgreSQL, with people who have tokens. */
export interface CalendarWorld {
  readonly pool: pg.Pool;
  readonly url: string;
  token(person: string, role?: Role): Promise<string>;
  /** Makes a handbook the running one. */
  apply(source: string): Promise<void>;
  ask<T>(token: string, query: string, variables?: object): Promise<T>;
  /** The code of the refusal; undefined: it was not refused. */
  refusal(token: string, query: string, variables?: object): Promise<string | undefined>;
  /** What stands at an address that was given out, as this machine reaches it. */
  read(url: string, init?: RequestInit): Promise<Answer>;
  close(): Promise<void>;
}

export interface StartedApi {
  readonly url: string;
  stop(): Promise<void>;
}

const inThisProcess = (environment: Readonly<Record<string, string>>): Promise<StartedApi> =>
  startApi(forRole(readEnvironment(environment)));

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

export interface CalendarWorldOptions {
  /** Of `on-call`, in the handbook that runs from the start. */
  readonly covers?: readonly string[];
  /** The api in this process, unless it is to be one of its own. */
  readonly start?: (environment: Readonly<Record<string, string>>) => Promise<StartedApi>;
}

export async function calendarWorld({ covers = [], start = inThisProcess }: CalendarWorldOptions = {}): Promise<CalendarWorld> {
  const { databaseUrl, temporalAddress } = await testServers();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 3 });
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 2 }).initialize();
  const handbooks = new HandbookService(pool);
  const apply = async (source: string): Promise<void> => {
    const applied = await handbooks.apply(source, 'test.yaml', 'test', Date.now());
    if (!applied.ok) throw new Error(JSON.stringify(applied.error));
  };
  await apply(handbookWith(covers));
  const environment = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TOCSIN_LINK_SECRET: 'a secret of at least thirty-two bytes, for tests',
    TOCSIN_PORT: '0',
    TOCSIN_PUBLIC_URL: PUBLIC_URL,
    TOCSIN_LOG_LEVEL: 'error',
  };
  const api = await start(environment);
  const url = api.url.replace('[::1]', '127.0.0.1');
  const tell = (token: string, query: string, variables?: object): Promise<Told> => post(url, token, { query, variables });
  return {
    pool,
    url,
    apply,
    token: tokensOf(dataSource),
    ask: async <T>(token: string, query: string, variables?: object) => {
      const { data, errors } = await tell(token, query, variables);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data as T;
    },
    refusal: async (...asked) => (await tell(...asked)).errors?.[0]?.extensions.code,
    read: async (address, init) => {
      if (!address.startsWith(`${PUBLIC_URL}/calendar/`)) throw new Error('not an address of a calendar');
      const response = await fetch(url + address.slice(PUBLIC_URL.length), init);
      return { status: response.status, headers: response.headers, body: await response.text() };
    },
    close: async () => {
      await api.stop();
      await dataSource.destroy();
      await pool.end();
    },
  };
}

function tokensOf(dataSource: DataSource): CalendarWorld['token'] {
  const audit = new AuditLogService(dataSource);
  const access = new AccessService(new TokensRepository(dataSource), new SessionsRepository(dataSource), audit);
  return async (person, role = 'RESPONDER') => {
    const admin = await access.authenticate(await access.issueAdminToken());
    return (await access.createToken(admin, { name: 'test', owner: { person }, role, expiresAt: null })).token;
  };
}

async function post(url: string, token: string, body: object): Promise<Told> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return (await (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as Told;
}

export const CREATE = `mutation Create($input: CreateCalendarFeedInput!) { createCalendarFeed(input: $input) { url calendarFeed { id person schedule } } }`;

export interface Created {
  readonly url: string;
  readonly calendarFeed: { readonly id: string; readonly person: string | null; readonly schedule: string | null };
}

/** A feed of `input`, or of whose token it is. */
export const created = async (world: CalendarWorld, token: string, input: object = {}): Promise<Created> =>
  (await world.ask<{ createCalendarFeed: Created }>(token, CREATE, { input })).createCalendarFeed;
