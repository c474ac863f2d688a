import { type Client, isGrpcServiceError } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../workflows/contracts/search-attributes.js';

const DAY_SECONDS = 24 * 60 * 60;
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
    await client.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: RETENTION_DAYS * DAY_SECONDS } });
    changes.push(`created the namespace ${namespace}`);
  }
  return [...changes, ...(await keepRetention(client)), ...(await addSearchAttributes(client))];
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
  const seconds = Number(described.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
  if (seconds === 0 || seconds >= RETENTION_DAYS * DAY_SECONDS) return [];
  await client.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: { seconds: RETENTION_DAYS * DAY_SECONDS } },
  });
  return [`retention raised from ${Math.round(seconds / DAY_SECONDS)} to ${RETENTION_DAYS} days`];
}

async function addSearchAttributes(client: Client): Promise<readonly string[]> {
  const { namespace } = client.options;
  const { operatorService } = client.connection;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const wrong = Object.values(SEARCH_ATTRIBUTES).filter((name) => customAttributes[name] !== undefined && customAttributes[name] !== KEYWORD);
  if (wrong.length > 0) throw new Error(`search attributes of another type than Keyword: ${wrong.join(', ')}; rename or remove them in ${namespace}`);
  const missing = Object.values(SEARCH_ATTRIBUTES).filter((name) => customAttributes[name] === undefined);
  if (missing.length === 0) return [];
  try {
    await operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])) });
  } catch (error) {
    if (!isGrpcServiceError(error) || error.code !== ALREADY_EXISTS) throw error;
  }
  return [`search attributes added: ${missing.join(', ')}`];
}
