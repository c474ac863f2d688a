import { condition, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities, Projection, ProjectionOutcome } from '../../activities/index.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import type { LiveIncident, Unrecorded } from './live-incident.js';

const once = proxyActivities<Pick<Activities, 'projectIncident'>>(ACTIVITY_OPTIONS.projectOnce);
const untilDone = proxyActivities<Pick<Activities, 'projectIncident'>>(ACTIVITY_OPTIONS.projectUntilDone);

export type Fenced = Extract<ProjectionOutcome, { status: 'FENCED' }>;

/** The one projector: writes events in their order and answers whoever waits. Ends when this run is over and all is recorded, or fenced off. */
export async function recordEvents(live: LiveIncident, fence: number): Promise<Fenced | null> {
  for (;;) {
    await condition(() => live.hasUnrecorded || live.over);
    if (!live.hasUnrecorded) {
      live.holdBack();
      return null;
    }
    const batch = live.takeUnrecorded();
    const outcome = await commit(live, batch, fence);
    if (outcome.status === 'FENCED') {
      live.fenceOff(batch);
      return outcome;
    }
    live.recorded(batch.results);
  }
}

/** The first attempt is short; after it whoever waits is answered `DECIDED`, and the record follows. */
async function commit(live: LiveIncident, batch: Unrecorded, fence: number): Promise<ProjectionOutcome> {
  const { events, results } = batch;
  const projection: Projection = { incidentKey: live.state.key, fence, runId: workflowInfo().runId, events, results };
  const summary = { summary: `record ${events.map((event) => event.type).join(', ')}`.slice(0, 180) };
  try {
    return await once.projectIncident.executeWithOptions({ ...ACTIVITY_OPTIONS.projectOnce, ...summary }, [projection]);
  } catch {
    live.recordIsLate(batch);
    return await untilDone.projectIncident.executeWithOptions({ ...ACTIVITY_OPTIONS.projectUntilDone, ...summary }, [projection]);
  }
}
