import { Client, type ConnectionOptions } from '@temporalio/client';
import { GrpcRetries } from './grpc-retries.js';
import { HooklessConnection } from './hookless-connection.js';
import { withDeadlines } from './rpc-deadlines.js';

/** What the rest of the product knows of Temporal's client: that there is one, to hand on. */
export type TemporalClient = Client;

export interface TemporalOptions {
  /** host:port */
  readonly address: string;
  readonly namespace: string;
  readonly apiKey?: string;
  readonly tls?: NonNullable<ConnectionOptions['tls']>;
}

/** The one Temporal client of a process. Connects on first use, so that a process starts while Temporal is away. */
export function connectTemporal(options: TemporalOptions): { readonly client: Client; readonly close: () => Promise<void> } {
  const retries = new GrpcRetries();
  const connection = HooklessConnection.toNamespace(options.namespace, {
    address: options.address,
    interceptors: [withDeadlines(retries.interceptor)],
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
  });
  return { client: new Client({ connection, namespace: options.namespace }), close: () => retries.close(connection) };
}
