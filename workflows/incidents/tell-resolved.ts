import { condition, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { Incident } from '../../domain/incidents/incident.model.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import type { LiveIncident } from './live-incident.js';

const { tellResolved } = proxyActivities<Pick<Activities, 'tellResolved'>>(ACTIVITY_OPTIONS.handoffNotice);

/** Whoever is on call hears at once that it is over; nothing waits for that. A handbook without such a handoff tells nobody. Guide: G1.3 */
export async function tellOfResolutions(live: LiveIncident): Promise<void> {
  let told = 0;
  const news = (): boolean => live.state.handoffTo !== undefined && live.state.status === 'RESOLVED' && live.state.generation > told;
  while (!live.over) {
    await condition(() => live.over || news());
    if (!news()) continue;
    told = live.state.generation;
    void tell(live.state).catch(() => undefined); // the Temporal UI shows why; the incident is over either way
  }
}

async function tell(incident: Incident): Promise<void> {
  const { key, generation, severity, service, title, visibility, holder, resolvedAt, reopenUntil, alerts, handoffTo } = incident;
  if (handoffTo === undefined || resolvedAt === null || reopenUntil === null) return;
  await tellResolved.executeWithOptions({ ...ACTIVITY_OPTIONS.handoffNotice, summary: `tell ${handoffTo}: resolved` }, [
    {
      incidentKey: key,
      generation,
      severity,
      service,
      title,
      visibility,
      schedule: handoffTo,
      holder: holder?.person ?? null,
      resolvedAt,
      reopenUntil,
      firing: alerts.firing,
    },
  ]);
}
