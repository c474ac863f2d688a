import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import { resolutionHandoffId } from '../../domain/handoffs/decide-resolution.js';
import type { ResolvedIncident } from '../../domain/handoffs/resolved-incident.model.js';
import type { Instant } from '../../domain/instant.js';
import { TASK_QUEUES } from './ids.js';

/** The registered name of the handoff workflow. */
export const HANDOFF_WORKFLOW = 'handoff';

/** The registered name of the workflow that hands over an incident that is over. */
export const RESOLUTION_HANDOFF_WORKFLOW = 'resolutionHandoff';

/** The argument of the handoff workflow. */
export interface HandoffInput {
  readonly rule: HandoffRule;
  /** When the holder changes; absent: when the schedule that started this was due. */
  readonly at?: Instant;
}

/** The argument of the workflow that hands over an incident that is over. */
export interface ResolutionHandoffInput {
  readonly resolved: ResolvedIncident;
}

export const HANDOFF_SIGNALS = { accepted: 'handoffAccepted' } as const;
export const HANDOFF_QUERIES = { state: 'state' } as const;

export interface HandoffAccepted {
  readonly person: string;
  readonly at: Instant;
}

/** Behind every incident that burns. */
const PRIORITY = 5;

/** How the handoff of a resolution is started: one per resolution, whoever was first. Its name shows nothing of a restricted incident. */
export function resolutionHandoffOptions(resolved: ResolvedIncident) {
  const { incidentKey, severity, service, visibility } = resolved;
  const what = visibility === 'RESTRICTED' ? 'restricted' : service;
  return {
    workflowId: resolutionHandoffId(resolved),
    taskQueue: TASK_QUEUES.incidents,
    staticSummary: `handoff of ${incidentKey}, ${severity} · ${what}`.slice(0, 200),
    priority: { priorityKey: PRIORITY },
  } as const;
}
