import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

export interface SocketAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

/** Sends operations over WebSocket, each on a connection of its own; answers the first result of each, or its errors. */
export const overSocket =
  (url: string, token: string) =>
  async (query: string, variables: Record<string, unknown> = {}): Promise<SocketAnswer> => {
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    try {
      return await new Promise((resolve, reject) => {
        const error = (errors: unknown): void => {
          if (Array.isArray(errors)) resolve({ errors: errors as NonNullable<SocketAnswer['errors']> });
          else reject(errors instanceof Error ? errors : new Error(JSON.stringify(errors)));
        };
        client.subscribe({ query, variables }, { next: (answer) => resolve(answer as SocketAnswer), error, complete: () => resolve({}) });
      });
    } finally {
      await client.dispose();
    }
  };
