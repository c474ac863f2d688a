import type { PageDeskPort } from '../../activities/ports/page-desk.port.js';
import { findResponders } from '../../domain/escalation/find-responders.js';
import type { Handbook, Target } from '../../domain/handbook/handbook.model.js';
import type { Responder } from '../../domain/incidents/incident-command.model.js';
import type { Instant } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { IncidentStart } from './incident-openings.repository.js';

export interface EmergencyPagerParts {
  readonly desk: PageDeskPort;
  readonly handbooks: HandbookReader;
  readonly zones: ZoneRules;
}

/** `STALE`: acknowledged or resolved meanwhile, so that nobody needs to know. */
export type Told = 'TOLD' | 'NOBODY' | 'STALE';

interface Emergency {
  readonly start: IncidentStart;
  readonly dueAt: Instant;
  readonly now: Instant;
}

/** Pages an incident's catch-all without Temporal, from the process that noticed. Once per person, method and missed deadline. Guide: G1.2 */
export class EmergencyPager {
  constructor(private readonly parts: EmergencyPagerParts) {}

  async tellCatchAll(start: IncidentStart, missed: { readonly dueAt: Instant; readonly now: Instant }): Promise<Told> {
    const handbook =
      (await this.parts.handbooks.current())?.handbook ?? (await this.parts.handbooks.byVersion(start.opening.handbookVersionId));
    const responders = this.respondersOf(start, handbook, missed.now);
    const told = await Promise.all(responders.map((responder) => this.reach(responder, { start, ...missed })));
    return told.find((one) => one === 'TOLD') ?? told.find((one) => one === 'STALE') ?? 'NOBODY';
  }

  private respondersOf(start: IncidentStart, handbook: Handbook, at: Instant): readonly Responder[] {
    const { plan } = start.opening;
    const severity = start.snapshot?.incident.severity ?? start.opening.severity;
    const targets: readonly Target[] = plan.ladders[severity].exhausted.targets;
    return findResponders(handbook, { targets, urgency: 'HIGH', at }, this.parts.zones).responders;
  }

  /** Over the first method that takes it. Whatever was acknowledged since `start` was read makes the page stale at the send gate. */
  private async reach(responder: Responder, { start, dueAt, now }: Emergency): Promise<Told> {
    const { key, handbookVersionId, severity, service, title, detectedAt, test, visibility } = start.opening;
    const pageId = `${key}/watchdog/${dueAt}/${responder.person}`;
    const generation = start.snapshot?.incident.generation ?? 0;
    const incident = { incidentKey: key, handbookVersionId, severity, service, title, detectedAt, test, visibility };
    const page = { ...incident, pageId, generation, person: responder.person, urgency: 'HIGH', at: now, next: null } as const;
    for (const { method, channel } of responder.rungs) {
      const deliveryKey = `${pageId}/${method}`;
      const result = await this.parts.desk.deliver({ ...page, rung: { kind: 'CATCH_ALL', round: 0 }, method, channel, deliveryKey });
      if (result.status === 'SENT') return 'TOLD';
      if (result.status === 'STALE') return 'STALE';
    }
    return 'NOBODY';
  }
}
