import { condition, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import { ownerCandidates } from '../../domain/postincident/owner-candidates.js';
import type { LiveIncident } from '../incidents/live-incident.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';

const { draftPostmortem } = proxyActivities<Pick<Activities, 'draftPostmortem'>>(ACTIVITY_OPTIONS.draftPostmortem);

/** The postmortem is drafted once, and it becomes known whose it is and when it is due. Guide: G2.6 */
export async function draftWhenWanted(live: LiveIncident): Promise<void> {
  const isWanted = (): boolean => live.state.postIncident?.postmortem?.status === 'WANTED';
  await condition(() => live.over || isWanted());
  const { key, handbookVersionId, resolvedAt, severity, postIncident } = live.state;
  if (!isWanted() || postIncident === undefined) return;
  const drafted = await draftPostmortem.executeWithOptions({ summary: 'draft the postmortem from the record' }, [
    {
      incidentKey: key,
      handbookVersionId,
      candidates: ownerCandidates(live.state),
      from: resolvedAt ?? postIncident.beganAt ?? 0,
      dueDays: postIncident.plan.postmortemDueDays[severity] ?? 0,
    },
  ]);
  live.act({ kind: 'postmortemDrafted', ...drafted });
}
