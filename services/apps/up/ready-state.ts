import type { DataSource } from 'typeorm';
import { messageOf } from '../../config/message-of.js';
import { SetupError } from '../../embedded/setup-error.js';
import type { Stopwatch } from '../../embedded/stopwatch.js';
import type { Embedded } from '../../embedded/supervisor.js';
import { HandbookService } from '../../handbook/handbook.service.js';
import { IncidentOpeningsRepository } from '../../orchestration/incident-openings.repository.js';
import { IncidentStarter } from '../../orchestration/incident-starter.js';
import { reconcileNamespace } from '../../orchestration/reconcile-namespace.js';
import { rehydrate } from '../../orchestration/rehydrate.js';
import type { TemporalClient as Client } from '../../orchestration/temporal-connection.js';
import { migrate } from '../../persistence/data-source.js';
import { poolOf } from '../../persistence/sql.js';
import { refuseUnprovedBuild } from '../proved-build.js';
import { adminToken, applyHandbook, cliIntegrationKey } from './prepare.js';
import { type ConfiguredWays, unreachable } from './reachability.js';
import type { Started, UpOptions } from './up.model.js';

export interface ReadyParts {
  readonly options: UpOptions;
  readonly embedded: Embedded;
  readonly dataSource: DataSource;
  readonly client: Client;
  readonly ways: ConfiguredWays;
  readonly watch: Stopwatch;
  /** Where follow-ups of new incidents become tickets; null: nowhere. */
  readonly tracker: string | null;
}

export type ReadyState = Pick<Started, 'adminToken' | 'handbookDiff' | 'handbookName' | 'unreachable' | 'resumed'> & {
  readonly adminTokenFile: string;
};

/** Brings database, namespace, handbook and open incidents to where this build's worker may start. */
export async function readyState(parts: ReadyParts): Promise<ReadyState> {
  const { dataSource, client, watch, options, embedded, ways } = parts;
  await watch.measure('Schema brought up to date', () => migrate(dataSource));
  const handbooks = new HandbookService(poolOf(dataSource));
  // Both end before either's failure is told: what is under way must not meet a closed connection.
  const checked = watch.measure('Temporal namespace checked', () => namespaceChecked(client, embedded.temporalAddress));
  const applying = watch.measure('Handbook applied', () => applyHandbook(handbooks, options));
  await Promise.allSettled([checked, applying]);
  const [, applied] = await Promise.all([checked, applying]);
  if (!embedded.temporalIsFresh) await watch.measure('Open incidents replayed', () => refuseUnprovedBuild(poolOf(dataSource), client));
  const resumed = await watch.measure('Lost incidents resumed', () => resumeLost(parts, handbooks));
  embedded.confirmRehydrated();
  const token = await adminToken(dataSource, options.dataDir);
  await cliIntegrationKey(dataSource, options.dataDir);
  return {
    adminToken: token.made,
    adminTokenFile: token.file,
    handbookDiff: applied.diff,
    handbookName: applied.name,
    unreachable: unreachable(applied.handbook, ways),
    resumed,
  };
}

async function namespaceChecked(client: Client, address: string): Promise<void> {
  try {
    // The client would try for 20 s; whatever accepts connections and is no Temporal says nothing in five either.
    await client.workflowService.getSystemInfo({});
    await reconcileNamespace(client);
  } catch (error) {
    throw new SetupError(
      `TEMPORAL_ADDRESS: no Temporal cluster at ${address} with a namespace ${client.options.namespace} that fits: ${messageOf(error)}`,
      'Correct TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE, or unset them: then Tocsin starts a Temporal server of its own.',
    );
  }
}

async function resumeLost({ dataSource, client, tracker }: ReadyParts, handbooks: HandbookService): Promise<readonly string[]> {
  const pool = poolOf(dataSource);
  const openings = new IncidentOpeningsRepository(pool, handbooks, tracker);
  return await rehydrate({ pool, client, openings, starter: new IncidentStarter(client, pool) });
}
