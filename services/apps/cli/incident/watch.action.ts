import { stdout } from 'node:process';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { systemClock } from '../../../config/clock.js';
import { ask, authorization, failureOf } from '../graphql.js';
import { harmless } from '../harmless.js';
import { type JsonFlag, paint, say } from '../output.js';
import { findServer, type Server } from '../server.js';
import { clockTime } from '../times.js';
import { INCIDENT_FIELDS, type IncidentLine, incidentSchema } from './incident.shape.js';
import { isOver, nextOf, paintedSeverity, titleOf } from './incident.words.js';

export interface WatchFlags extends JsonFlag {
  readonly service?: readonly string[];
  readonly severity?: readonly string[];
}

const FIELDS = `${INCIDENT_FIELDS} latest { seq at summary }`;
const OPEN = `query Open($filter: IncidentFilterInput) { incidents(filter: $filter, first: 100) { nodes { ${FIELDS} } } }`;
const WATCH = `subscription Watch($filter: IncidentFilterInput) { incidentChanged(filter: $filter) { ${FIELDS} } }`;

const watchedSchema = incidentSchema.extend({ latest: z.array(z.object({ seq: z.number(), at: z.string(), summary: z.string() })) });
const openSchema = z.object({ incidents: z.object({ nodes: z.array(watchedSchema) }) });
const changeSchema = z.object({
  data: z.object({ incidentChanged: watchedSchema }).nullish(),
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ hint: z.string().optional() }).optional() })).optional(),
});

type Watched = z.infer<typeof watchedSchema>;

/** The open incidents, then each change as it happens, until Ctrl-C. With `--json` one object a line. */
export async function watch(key: string | undefined, flags: WatchFlags): Promise<void> {
  const server = findServer();
  const filter = { keys: key === undefined ? undefined : [key], service: flags.service, severity: flags.severity };
  const print = (incident: Watched): void =>
    void stdout.write(`${flags.json === true ? JSON.stringify(incident) : changeLine(incident)}\n`);
  const now = await ask(server, {
    document: OPEN,
    variables: { filter: key === undefined ? { ...filter, open: true } : filter },
    shape: openSchema,
  });
  for (const incident of now.incidents.nodes.toReversed()) print(incident);
  if (flags.json !== true)
    say(paint('dim', `${now.incidents.nodes.length === 0 ? 'nothing is open; ' : ''}watching ${server.url} until Ctrl-C`));
  const client = clientOf(server);
  const stop = (): void => void client.dispose();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    for await (const message of client.iterate({ query: WATCH, variables: { filter } })) print(changeOf(message));
  } catch (error) {
    throw error instanceof Error ? error : lost(server, error);
  }
}

/** Comes back by itself after an interruption; the server then sends the open ones again. */
function clientOf(server: Server): Client {
  return createClient({
    url: `${server.url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: authorization(server),
    retryAttempts: Number.POSITIVE_INFINITY,
    keepAlive: 10_000,
    on: { closed: (event) => closed(event) },
  });
}

const NORMAL_CLOSE = 1_000;

function closed(event: unknown): void {
  const code = typeof event === 'object' && event !== null && 'code' in event ? event.code : undefined;
  if (typeof code !== 'number' || code === NORMAL_CLOSE) return;
  say(`${clockTime(new Date(systemClock.now()).toISOString())} the connection was lost (${code}); trying again`);
}

function changeOf(message: unknown): Watched {
  const { data, errors } = changeSchema.parse(message);
  if (data !== null && data !== undefined) return data.incidentChanged;
  throw failureOf({ message: errors?.[0]?.message ?? 'the server sent no incident', extensions: { code: 'INTERNAL' } });
}

const lost = (server: Server, event: unknown): DomainFailure => {
  const reason = typeof event === 'object' && event !== null && 'reason' in event ? String(event.reason) : '';
  return new DomainFailure({ code: 'UNAVAILABLE', detail: `${server.url} ended the subscription${reason === '' ? '' : `: ${reason}`}` });
};

function changeLine(incident: Watched): string {
  const { key, severity, status, service, holder, latest } = incident;
  const news = latest[0];
  const at = clockTime(news?.at ?? incident.detectedAt);
  const who = holder === null ? (isOver(incident) ? '' : paint('yellow', 'nobody has it')) : `${harmless(holder.id)} has it`;
  const what = [harmless(news?.summary ?? titleOf(incident)), who, harmless(nextWords(incident))].filter((part) => part !== '').join(' · ');
  return `${paint('dim', at)}  ${paint('bold', key)}  ${paintedSeverity(severity)}  ${paint(isOver(incident) ? 'green' : 'reset', status)}  ${harmless(service.id)}  ${what}`;
}

const nextWords = (incident: IncidentLine): string => (isOver(incident) ? '' : nextOf(incident));
