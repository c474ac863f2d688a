import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { ResolutionHandoffInput } from '../contracts/handoff.contract.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import { workflowNow } from '../support/workflow-clock.js';
import { openHandoff, untilAccepted } from './live-handoff.js';

const { prepareResolutionHandoff } = proxyActivities<Pick<Activities, 'prepareResolutionHandoff'>>(ACTIVITY_OPTIONS.handoffRecord);
const { askForResolution, tellUnacceptedResolution } = proxyActivities<Pick<Activities, 'askForResolution' | 'tellUnacceptedResolution'>>(
  ACTIVITY_OPTIONS.tellPerson,
);

/**
 * An incident that is over is handed to whoever is on call: asked at low urgency, accepted by the next working 09:00; else somebody is
 * told, and nobody woken. It outlives the incident. null: nobody had to be asked. Guide: G1.3
 */
export async function resolutionHandoff({ resolved }: ResolutionHandoffInput): Promise<Handoff | null> {
  const live = openHandoff();
  const prepared = await prepareResolutionHandoff({ resolved, at: workflowNow(), workflowId: workflowInfo().workflowId });
  if (prepared === null) return null;
  const { handoff, until } = prepared;
  live.state = handoff;
  const asked = askForResolution({ handoff, resolved }).catch(() => undefined); // the Temporal UI shows why; the record has it either way
  const missed = async (late: Handoff): Promise<'WAIT' | 'OVER'> => {
    const told = await tellUnacceptedResolution({ handoff: late, resolved }).catch(() => 'TOLD');
    return told === 'MOOT' ? 'OVER' : 'WAIT';
  };
  const ended = handoff.acceptBy === null ? handoff : await untilAccepted(live, handoff, { acceptBy: handoff.acceptBy, until, missed });
  await asked;
  return ended;
}
