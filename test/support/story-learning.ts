import type { Severity } from '../../domain/handbook/handbook.model.js';
import type { PersonCommand } from '../../domain/incidents/incident-command.model.js';
import { waitUntil } from '../../services/embedded/wait.js';
import { postIncidentWorkflowId } from '../../workflows/contracts/ids.js';
import type { StoryIncident } from './story-incidents.js';

export const followUp = { kind: 'addFollowUp', class: 'PREVENTIVE', title: 'alert on the pool', owner: 'ben' } as const;

const BEGINS_WITHIN_MS = 15_000;

/** ada takes it, does what the story says, and resolves it. */
export async function isResolvedByAda(it: StoryIncident, severity: Severity, ...before: readonly PersonCommand[]): Promise<void> {
  await it.receives({ proposes: severity });
  await it.does('ada', { kind: 'acknowledge' });
  for (const command of before) await it.does('ada', command);
  await it.does('ada', { kind: 'resolve', confirm: true, text: 'restarted the pool' });
  it.expectPaged('ada');
}

/** The reopen window ends, and the workflow that learns has done what it does at once. */
export async function isHandedOver(it: StoryIncident): Promise<void> {
  await it.passes('31 minutes');
  const id = postIncidentWorkflowId(it.key);
  const handle = it.world.client.workflow.getHandle(id);
  const begun = await waitUntil(
    () =>
      handle.describe().then(
        () => true,
        () => false,
      ),
    BEGINS_WITHIN_MS,
  );
  if (!begun) throw new Error(`nobody learns from ${it.key}`);
  it.livesIn(id);
  await it.time.untilQuiet();
}
