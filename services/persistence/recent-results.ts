import type { Pool, PoolClient } from 'pg';
import type { CommandResult } from '../../domain/incidents/incident-snapshot.model.js';

const KEPT = 500;

/** The answers to an incident's last 500 commands, oldest first: what a run that takes over is given. */
export async function recentResults(database: Pool | PoolClient, incidentKey: string): Promise<readonly CommandResult[]> {
  const { rows } = await database.query<{ result: CommandResult }>(
    'SELECT result FROM incident_commands WHERE incident_key = $1 ORDER BY number DESC LIMIT $2',
    [incidentKey, KEPT],
  );
  return rows.map((row) => row.result).reverse();
}
