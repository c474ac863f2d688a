import { condition, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { Summons } from '../../domain/incidents/incident.model.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import { workflowNow } from '../support/workflow-clock.js';
import type { LiveIncident } from './live-incident.js';
import { summonsInWords } from './operator-view.js';

const { resolveResponders } = proxyActivities<Pick<Activities, 'resolveResponders'>>(ACTIVITY_OPTIONS.resolveResponders);

/** Every summons becomes people: whoever holds the schedule now, cover included, never somebody who left. Guide: G1.1, G1.2 */
export async function findResponders(live: LiveIncident): Promise<void> {
  const asked = new Set<string>();
  const waiting = (): readonly Summons[] => live.state.summons.filter((summons) => !asked.has(summons.id));
  while (!live.over) {
    await condition(() => waiting().length > 0 || live.over);
    for (const summons of waiting()) {
      asked.add(summons.id);
      void findFor(live, summons);
    }
  }
}

async function findFor(live: LiveIncident, summons: Summons): Promise<void> {
  const { key, handbookVersionId } = live.state;
  const { targets, urgency } = summons;
  const found = await resolveResponders.executeWithOptions({ summary: `who answers: ${summonsInWords(live.state, summons.rung)}` }, [
    { incidentKey: key, handbookVersionId, targets, urgency, at: workflowNow() },
  ]);
  live.act({ kind: 'respondersResolved', summons: summons.id, ...found });
}
