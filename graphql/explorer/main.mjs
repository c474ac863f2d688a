import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const WORKERS = { json: 'json.worker.js', graphql: 'graphql.worker.js' };
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(new URL(WORKERS[label] ?? 'editor.worker.js', import.meta.url), { type: 'module' }),
};

const here = new URL('graphql', new URL('.', location.href));
const socket = new URL(here);
socket.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
const fetcher = createGraphiQLFetcher({ url: here.href, subscriptionUrl: socket.href });

/** An Authorization header without a token is one that nobody has filled in: the session counts. */
const withoutEmptyToken = (headers = {}) =>
  Object.fromEntries(Object.entries(headers).filter(([name, value]) => name.toLowerCase() !== 'authorization' || /\S+\s+\S+/.test(value)));

const EXAMPLE = `# Signed in at /sign-in? Then just run this. Otherwise put a token into Headers, below.
{
  viewer { person { name } role }
  onCall { schedule person { name } to }
  incidents(first: 10, filter: { open: true }) {
    nodes { key severity title status holder { name } nextDeadlineAt latest { at summary } }
  }
}
`;

createRoot(document.getElementById('explorer')).render(
  createElement(GraphiQL, {
    fetcher: (params, options) => fetcher(params, { ...options, headers: withoutEmptyToken(options?.headers) }),
    defaultQuery: EXAMPLE,
    defaultHeaders: '{\n  "Authorization": "Bearer "\n}',
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
  }),
);
