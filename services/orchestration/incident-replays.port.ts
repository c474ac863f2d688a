import type { ReplayReport } from '../../domain/audit/replay.model.js';

/** RECORDED: each run on the build that ran it, where that is archived. TODAY: on the code of this server. */
export const REPLAY_ON = ['RECORDED', 'TODAY'] as const;
export type ReplayOn = (typeof REPLAY_ON)[number];

/** Executes an incident again from its histories. */
export interface IncidentReplays {
  /** null: there is no such incident. */
  replay(incidentKey: string, on: ReplayOn): Promise<ReplayReport | null>;
}
