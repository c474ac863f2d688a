import type { PageDeskPort } from '../../activities/ports/page-desk.port.js';
import type { Handbook, Target } from '../../domain/handbook/handbook.model.js';
import type { Responder } from '../../domain/incidents/incident-command.model.js';
import type { Instant } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { findResponders } from '../escalation/responders.service.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { IncidentStart } from './incident-openings.repository.js';

export interface EmergencyPagerParts {
  readonly desk: PageDeskPort;
  readonly handbooks: HandbookReader;
  readonly zones: ZoneRules;
}

/** Larger than any generation an incident reaches: an emergency page is never stale while the incident is open. */
const ANY_GENERATION = 2_147_483_647;

/** Pages an incident's catch-all without Temporal, from the process that noticed. Once per person, method and missed deadline. Guide: G1.2 */
export class EmergencyPager {
  constructor(private readonly parts: EmergencyPagerParts) {}

  /** The people who were told; empty when nobody could be. */
  async tellCatchAll(start: IncidentStart, missed: { readonly dueAt: Instant; readonly now: Instant }): Promise<readonly string[]> {
    const handbook = (await this.parts.handbooks.current())?.handbook ?? (await this.parts.handbooks.byVersion(start.opening.handbookVersionId));
    const told: string[] = [];
    for (const responder of this.respondersOf(start, handbook, missed.now)) {
      if (await this.reach(start, responder, missed)) told.push(responder.person);
    }
    return told;
  }

  private respondersOf(start: IncidentStart, handbook: Handbook, at: Instant): readonly Responder[] {
    const { key, severity, handbookVersionId, plan } = start.opening;
    const targets: readonly Target[] = plan.ladders[severity].exhausted.targets;
    const request = { incidentKey: key, handbookVersionId, targets, urgency: 'HIGH' as const, at };
    return findResponders(handbook, request, this.parts.zones).responders;
  }

  /** Over the first method that takes it. */
  private async reach(start: IncidentStart, responder: Responder, { dueAt, now }: { readonly dueAt: Instant; readonly now: Instant }): Promise<boolean> {
    const { key, handbookVersionId, severity, service, title, detectedAt, test } = start.opening;
    const pageId = `${key}/watchdog/${dueAt}/${responder.person}`;
    for (const { method, channel } of responder.rungs) {
      const result = await this.parts.desk.deliver({
        ...{ incidentKey: key, handbookVersionId, severity, service, title, detectedAt, test, pageId, method, channel, at: now },
        ...{ deliveryKey: `${pageId}/${method}`, generation: ANY_GENERATION, person: responder.person, urgency: 'HIGH', next: null },
        rung: { kind: 'CATCH_ALL', round: 0 },
      });
      if (result.status === 'SENT') return true;
    }
    return false;
  }
}
