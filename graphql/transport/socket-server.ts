import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { CloseCode, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { DomainFailure } from '../../domain/error.js';
import type { Viewer } from '../../services/access/access.model.js';
import type { GraphqlContext } from '../access/graphql-context.js';
import type { Authenticator } from './authenticator.js';
import { readDocument } from './document.js';
import { publicError } from './errors.js';
import { LIMITS } from './limits.js';

const PATH = '/graphql';
const SUBPROTOCOL = 'graphql-transport-ws';
const INIT_WITHIN_MS = 3_000;
const CONNECTIONS = 1_000;
const OPERATIONS_PER_CONNECTION = 50;
const GOING_AWAY = 1_001;
const TRY_AGAIN_LATER = 1_013;

/** `prove` asks again who this is: a token that was revoked or expired since is refused. */
type Connection = Extra & Record<PropertyKey, unknown> & { prove?: () => Promise<Viewer | null> };
type Init = Record<string, unknown>;

export interface SocketServer {
  close(): Promise<void>;
}

/** GraphQL over WebSocket on the same server, path, limits and errors as over HTTP (graphql-transport-ws). */
export function serveSockets(
  server: Server,
  parts: { readonly schema: GraphQLSchema; readonly authenticator: Authenticator },
): SocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.bytes,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  const served = useServer<Init, Connection>(socketOptions(parts), sockets);
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url?.split('?')[0] !== PATH) return refuse(socket, '404 Not Found');
    if (sockets.clients.size >= CONNECTIONS) return refuse(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  };
  server.on('upgrade', upgrade);
  return {
    async close() {
      server.off('upgrade', upgrade);
      for (const client of sockets.clients) client.close(GOING_AWAY, 'Going away');
      await served.dispose();
      for (const client of sockets.clients) client.terminate();
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function socketOptions({
  schema,
  authenticator,
}: {
  readonly schema: GraphQLSchema;
  readonly authenticator: Authenticator;
}): ServerOptions<Init, Connection> {
  return {
    schema,
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    onConnect: async ({ extra, connectionParams }) => {
      extra.prove = () => viewerOf(authenticator, extra.request, connectionParams);
      await proven(extra);
    },
    onSubscribe: async ({ extra, subscriptions }, _id, payload) => {
      const read = readPayload(schema, payload);
      if ('errors' in read) return read.errors;
      if (Object.keys(subscriptions).length > OPERATIONS_PER_CONNECTION) return [asGraphql(tooMany())];
      const viewer = await proven(extra);
      if (viewer === undefined) return [asGraphql(gone())];
      const contextValue: GraphqlContext = { viewer, req: extra.request };
      return { schema, contextValue, ...read.args };
    },
    onNext: async (...[{ extra }, , , , result]): Promise<FormattedExecutionResult | undefined> =>
      (await proven(extra)) === undefined ? { data: null, errors: [publicError(gone())] } : publicResult(result),
    onError: (_context, _id, _payload, errors) => errors.map(publicError),
  };
}

/** Who is at the other end, now; undefined: nobody any more, and the connection is closed. */
async function proven(extra: Connection): Promise<Viewer | null | undefined> {
  try {
    return (await extra.prove?.()) ?? null;
  } catch (error) {
    if (error instanceof DomainFailure) extra.socket.close(CloseCode.Unauthorized, 'Unauthorized');
    else extra.socket.close(TRY_AGAIN_LATER, 'Try again later');
    return undefined;
  }
}

/** undefined: as it is. */
const publicResult = ({
  errors,
  data,
}: {
  readonly errors?: readonly GraphQLError[] | undefined;
  readonly data?: Record<string, unknown> | null | undefined;
}): FormattedExecutionResult | undefined => (errors === undefined ? undefined : { data: data ?? null, errors: errors.map(publicError) });

type Read =
  | { readonly args: Pick<ExecutionArgs, 'document' | 'operationName' | 'variableValues'> }
  | { readonly errors: readonly GraphQLError[] };

function readPayload(schema: GraphQLSchema, { query, operationName, variables }: SubscribePayload): Read {
  try {
    const { document, errors } = readDocument(schema, String(query));
    if (errors.length > 0) return { errors };
    return { args: { document, operationName: operationName ?? null, variableValues: variables ?? null } };
  } catch (error) {
    return { errors: [asGraphql(error)] };
  }
}

async function viewerOf(authenticator: Authenticator, request: IncomingMessage, params: Init | undefined): Promise<Viewer | null> {
  const given = params?.['authorization'] ?? params?.['Authorization'];
  const authorization = typeof given === 'string' ? given : undefined;
  return authenticator.viewerOf(authorization === undefined ? request.headers : { ...request.headers, authorization });
}

const gone = (): DomainFailure =>
  new DomainFailure({ code: 'UNAUTHENTICATED', detail: 'this connection’s token or session is no longer valid' });

const tooMany = (): DomainFailure =>
  new DomainFailure({ code: 'LIMIT_EXCEEDED', detail: `at most ${OPERATIONS_PER_CONNECTION} operations at once on one connection` });

/** `onError` says in public what went wrong; until then it stays an error. */
const asGraphql = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError('refused', error instanceof Error ? { originalError: error } : {});
