import { type Client, isGrpcServiceError } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import { SEARCH_ATTRIBUTES } from '../../workflows/contracts/search-attributes.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const RETENTION_DAYS = 7;
/** temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD */
const KEYWORD = 2;
/** google.rpc.Code */
const ALREADY_EXISTS = 6;
const NOT_FOUND = 5;

/**
 * Makes the namespace fit for incidents: it exists, closed histories stay at least seven days, and the search attributes exist
 * with the right type. Returns what it changed, in words. Throws with the way out where it may not.
 */
export async function reconcileNamespace(client: Client): Promise<readonly string[]> {
  const { namespace } = client.options;
  const changes: string[] = [];
  if (!(await exists(client))) {
    await client.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(RETENTION_DAYS * DAY_MS) });
    changes.push(`created the namespace ${namespace}`);
  }
  await untilKnown(client);
  return [...changes, ...(await keepRetention(client)), ...(await addSearchAttributes(client))];
}

/** A server's parts learn of a new namespace one after the other, within seconds. */
const KNOWN_WITHIN_MS = 20_000;
const ASK_AGAIN_MS = 100;

async function untilKnown(client: Client): Promise<void> {
  const { namespace } = client.options;
  for (let waited = 0; ; waited += ASK_AGAIN_MS) {
    try {
      await client.connection.operatorService.listSearchAttributes({ namespace });
      return;
    } catch (error) {
      if (!isGrpcServiceError(error) || error.code !== NOT_FOUND || waited > KNOWN_WITHIN_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }
}

async function exists(client: Client): Promise<boolean> {
  try {
    await client.workflowService.describeNamespace({ namespace: client.options.namespace });
    return true;
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === NOT_FOUND) return false;
    throw error;
  }
}

async function keepRetention(client: Client): Promise<readonly string[]> {
  const { namespace } = client.options;
  const described = await client.workflowService.describeNamespace({ namespace });
  const retentionMs = optionalTsToMs(described.config?.workflowExecutionRetentionTtl) ?? 0;
  if (retentionMs === 0 || retentionMs >= RETENTION_DAYS * DAY_MS) return [];
  await client.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(RETENTION_DAYS * DAY_MS) },
  });
  return [`retention raised from ${Math.round(retentionMs / DAY_MS)} to ${RETENTION_DAYS} days`];
}

async function addSearchAttributes(client: Client): Promise<readonly string[]> {
  const { namespace } = client.options;
  const { operatorService } = client.connection;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const wrong = Object.values(SEARCH_ATTRIBUTES).filter(
    (name) => customAttributes[name] !== undefined && customAttributes[name] !== KEYWORD,
  );
  if (wrong.length > 0)
    throw new Error(`search attributes of another type than Keyword: ${wrong.join(', ')}; rename or remove them in ${namespace}`);
  const missing = Object.values(SEARCH_ATTRIBUTES).filter((name) => customAttributes[name] === undefined);
  if (missing.length === 0) return [];
  try {
    await operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])) });
  } catch (error) {
    if (!isGrpcServiceError(error) || error.code !== ALREADY_EXISTS) throw error;
  }
  return [`search attributes added: ${missing.join(', ')}`];
}
