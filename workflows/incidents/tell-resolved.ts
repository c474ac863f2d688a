import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { condition, patched, proxyActivities, startChild } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { ResolvedIncident } from '../../domain/handoffs/resolved-incident.model.js';
import { RESOLUTION_HANDOFF_WORKFLOW, resolutionHandoffOptions } from '../contracts/handoff.contract.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import type { LiveIncident } from './live-incident.js';

const { tellResolved } = proxyActivities<Pick<Activities, 'tellResolved'>>(ACTIVITY_OPTIONS.handoffNotice);

/** From this build on a resolution is accepted; before, whoever was on call was only told. */
const IS_ACCEPTED = '2026-11-27-resolutions-are-accepted';

/** Whoever is on call takes over at once what is left of it; nothing waits for that. A handbook without such a handoff asks nobody. Guide: G1.3 */
export async function tellOfResolutions(live: LiveIncident): Promise<void> {
  let told = 0;
  const news = (): boolean => live.state.handoffTo !== undefined && live.state.status === 'RESOLVED' && live.state.generation > told;
  while (!live.over) {
    await condition(() => live.over || news());
    if (!news()) continue;
    told = live.state.generation;
    const resolved = resolvedOf(live);
    if (resolved !== null) void handOn(resolved).catch(() => undefined); // the Temporal UI shows why; the incident is over either way
  }
}

async function handOn(resolved: ResolvedIncident): Promise<void> {
  if (patched(IS_ACCEPTED)) return await startOnce(resolved);
  const { resolvedBy: _, ...asBefore } = resolved;
  await tellResolved.executeWithOptions({ ...ACTIVITY_OPTIONS.handoffNotice, summary: `tell ${resolved.schedule}: resolved` }, [asBefore]);
}

/** It lives on alone: the incident may be closed and forgotten before anybody accepts. */
async function startOnce(resolved: ResolvedIncident): Promise<void> {
  try {
    await startChild(RESOLUTION_HANDOFF_WORKFLOW, {
      ...resolutionHandoffOptions(resolved),
      args: [{ resolved }],
      parentClosePolicy: 'ABANDON',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    });
  } catch (error) {
    // An earlier run of this incident has handed it on already.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

function resolvedOf({ state, timeline }: LiveIncident): ResolvedIncident | null {
  const { key, generation, severity, service, title, visibility, holder, resolvedAt, reopenUntil, alerts, handoffTo } = state;
  if (handoffTo === undefined || resolvedAt === null || reopenUntil === null) return null;
  const resolved = timeline.findLast((event) => event.type === 'Resolved');
  return {
    incidentKey: key,
    generation,
    severity,
    service,
    title,
    visibility,
    schedule: handoffTo,
    holder: holder?.person ?? null,
    resolvedBy: resolved?.type === 'Resolved' ? (resolved.by?.person ?? null) : null,
    resolvedAt,
    reopenUntil,
    firing: alerts.firing,
  };
}
