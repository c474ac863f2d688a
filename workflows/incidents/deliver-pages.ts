import { CancellationScope, condition, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { Delivery, Page } from '../../domain/incidents/incident.model.js';
import type { DeliveryOutcome } from '../../domain/incidents/incident-command.model.js';
import type { Instant } from '../../domain/instant.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import { workflowNow } from '../support/workflow-clock.js';
import { deliverRequest } from './deliver-request.js';
import type { LiveIncident } from './live-incident.js';
import { deliveryInWords } from './operator-view.js';

const { deliverPage } = proxyActivities<Pick<Activities, 'deliverPage'>>(ACTIVITY_OPTIONS.deliverPage);

interface Due {
  readonly page: Page;
  readonly delivery: Delivery;
}

/** Sends each delivery when it is due, all at once, and stops those that became stale. Guide: G1.2 */
export async function deliverPages(live: LiveIncident): Promise<void> {
  const inFlight = new Map<string, CancellationScope>();
  const stopped = new Set<string>();
  const waiting = (): readonly Due[] => waitingDeliveries(live.state.pages).filter(({ delivery }) => !inFlight.has(delivery.key));
  // Each is stopped once: it takes another task until a stopped send has ended.
  const stale = (): readonly string[] => [...inFlight.keys()].filter((key) => !stopped.has(key) && !isWanted(live, key));
  while (!live.over) {
    for (const key of stale()) {
      stopped.add(key);
      inFlight.get(key)?.cancel();
    }
    for (const due of waiting().filter(({ delivery }) => delivery.dueAt <= workflowNow())) launch(live, due, inFlight);
    const next = Math.min(...waiting().map(({ delivery }) => delivery.dueAt));
    await untilDue(next, () => live.over || stale().length > 0 || Math.min(...waiting().map(({ delivery }) => delivery.dueAt)) !== next);
  }
  for (const scope of inFlight.values()) scope.cancel();
}

function waitingDeliveries(pages: readonly Page[]): readonly Due[] {
  return pages.flatMap((page) => page.deliveries.filter((one) => one.status === 'WAITING').map((delivery) => ({ page, delivery })));
}

const isWanted = (live: LiveIncident, key: string): boolean =>
  waitingDeliveries(live.state.pages).some(({ delivery }) => delivery.key === key);

async function untilDue(next: Instant, isChanged: () => boolean): Promise<void> {
  if (!Number.isFinite(next)) return condition(isChanged);
  const wait = next - workflowNow();
  if (wait > 0) await condition(isChanged, wait, { summary: 'the next contact method' });
}

function launch(live: LiveIncident, due: Due, inFlight: Map<string, CancellationScope>): void {
  const { key } = due.delivery;
  const scope = new CancellationScope();
  inFlight.set(key, scope);
  void (async () => {
    const outcome = await scope.run(() => send(live, due));
    if (outcome !== null) live.act({ kind: 'deliverySettled', delivery: key, outcome });
    inFlight.delete(key);
  })();
}

/** null: nobody waits for it any more. */
async function send(live: LiveIncident, { page, delivery }: Due): Promise<DeliveryOutcome | null> {
  try {
    return await deliverPage.executeWithOptions(
      { ...ACTIVITY_OPTIONS.deliverPage, summary: deliveryInWords(live.state, page.person, delivery.method) },
      [deliverRequest(live.state, page, delivery)],
    );
  } catch (error) {
    if (isCancellation(error)) return null;
    return { status: 'FAILED', code: 'RETRIES_EXHAUSTED', reason: error instanceof Error ? error.message : 'unknown' };
  }
}
