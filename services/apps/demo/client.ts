import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

export interface DemoClient {
  /** POSTs what Alertmanager once sent; `resolved`: the same alert, over. */
  notify(key: string, status: 'firing' | 'resolved'): Promise<void>;
  /** One GraphQL operation; throws what it refuses. */
  graphql<T>(query: string, variables?: object): Promise<T>;
  /** Runs a command's mutation and answers its outcome. */
  command(mutation: string, inputType: string, input: object): Promise<{ readonly outcome: string; readonly holder: string | null }>;
}

const ASKED_AT_MOST = 5;

export function createDemoClient(apiUrl: string, token: string): DemoClient {
  const graphql = async <T>(query: string, variables: object = {}): Promise<T> => {
    const response = await fetch(`${apiUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { readonly data?: T; readonly errors?: readonly { readonly message: string }[] };
    if (body.data === undefined || body.errors !== undefined) throw new Error(`GraphQL refused: ${JSON.stringify(body.errors)}`);
    return body.data;
  };
  return {
    graphql,
    notify: (key, status) => notify(apiUrl, key, status),
    command: async (mutation, inputType, input) => {
      const query = `mutation ($input: ${inputType}!) { result: ${mutation}(input: $input) { outcome holder { id } } }`;
      const variables = { input: { ...input, commandId: randomUUID() } };
      for (let asked = 1; ; asked += 1) {
        const { result } = await graphql<{ result: { outcome: string; holder: { id: string } | null } }>(query, variables);
        const { outcome, holder } = result;
        // On a machine that is slower than the API's patience: the same command again is answered with what it came to.
        if (outcome !== 'PENDING' || asked === ASKED_AT_MOST) return { outcome, holder: holder?.id ?? null };
      }
    },
  };
}

async function notify(apiUrl: string, key: string, status: 'firing' | 'resolved'): Promise<void> {
  const recorded = await readFile(new URL('./alertmanager-notification.json', import.meta.url), 'utf8');
  const endsAt = status === 'resolved' ? '2026-11-23T02:40:00.000Z' : '0001-01-01T00:00:00Z';
  const body = recorded.replaceAll('"status": "firing"', `"status": "${status}"`).replace('0001-01-01T00:00:00Z', endsAt);
  const response = await fetch(`${apiUrl}/ingest/alertmanager/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  if (response.status !== 202) throw new Error(`ingest answered ${response.status}: ${await response.text()}`);
}
