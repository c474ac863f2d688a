import { condition } from '@temporalio/workflow';
import { type Deadline, deadlines } from '../../domain/incidents/decide-time.js';
import { workflowNow } from '../support/workflow-clock.js';
import type { LiveIncident } from './live-incident.js';
import { deadlineInWords } from './operator-view.js';

/** Whatever happens unless somebody acts, happens on time: the next step, an expired acknowledgement, the end of a snooze, the close. Guide: G1.2 */
export async function letNoDeadlinePass(live: LiveIncident): Promise<void> {
  while (!live.over) {
    const next = deadlines(live.state)[0];
    await untilDueOrChanged(live, next);
    live.act({ kind: 'tick' });
  }
}

async function untilDueOrChanged(live: LiveIncident, next: Deadline | undefined): Promise<void> {
  const isChanged = (): boolean => live.over || !isSame(deadlines(live.state)[0], next);
  if (next === undefined) return condition(isChanged);
  const wait = next.at - workflowNow();
  if (wait > 0) await condition(isChanged, wait, { summary: deadlineInWords(live.state, next) });
}

const isSame = (a: Deadline | undefined, b: Deadline | undefined): boolean => a?.at === b?.at && a?.kind === b?.kind;
