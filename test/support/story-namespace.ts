import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { GrpcRetries } from '../../services/orchestration/grpc-retries.js';
import { reconcileNamespace } from '../../services/orchestration/reconcile-namespace.js';

/** A namespace of its own for one suite, so that equal incident keys and task queues of parallel suites never meet. */
export async function freshNamespace(
  address: string,
): Promise<{ readonly client: Client; readonly namespace: string; readonly close: () => Promise<void> }> {
  const retries = new GrpcRetries();
  const connection = await Connection.connect({ address, interceptors: [retries.interceptor] });
  const namespace = `t-${randomUUID().slice(0, 13)}`;
  const client = new Client({ connection, namespace });
  await reconcileNamespace(client);
  return { client, namespace, close: () => retries.close(connection) };
}
