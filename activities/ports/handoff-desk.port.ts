import type { HandoffRule, Severity, Visibility } from '../../domain/handbook/handbook.model.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { Instant } from '../../domain/instant.js';

export interface HandoffRequest {
  readonly rule: HandoffRule;
  readonly at: Instant;
  /** Which workflow asks: of two rules that fall on one instant, one hands over. */
  readonly workflowId: string;
}

/** An incident that is over, and whom that concerns. */
export interface ResolvedIncident {
  readonly incidentKey: string;
  /** Grows with every resolution: each is told once. */
  readonly generation: number;
  readonly severity: Severity;
  readonly service: string;
  readonly title: string;
  /** `RESTRICTED`: nothing is said of what and where. */
  readonly visibility: Visibility;
  readonly schedule: string;
  /** Who had it; null: nobody. */
  readonly holder: string | null;
  readonly resolvedAt: Instant;
  readonly reopenUntil: Instant;
  /** Alerts that fire although it is resolved. */
  readonly firing: number;
}

export interface PreparedHandoff {
  readonly handoff: Handoff;
  /** Another workflow hands over at this instant already. */
  readonly isTaken: boolean;
  /** When the next handoff of the schedule ends this one. */
  readonly until: Instant;
}

/** Knows who goes and who comes, keeps the record, and tells people. */
export interface HandoffDeskPort {
  /** Looks up who changes, records the handoff once, and ends the one before. */
  prepare(request: HandoffRequest): Promise<PreparedHandoff>;
  /** Writes what became of it; the same again changes nothing. */
  record(handoff: Handoff): Promise<void>;
  /** Sends the brief to whoever is concerned, each once. */
  brief(handoff: Handoff): Promise<void>;
  /** Tells whoever holds the schedule that an incident is over, unless they had it themselves. */
  tellResolved(incident: ResolvedIncident): Promise<void>;
  /** Nobody accepted in time: wakes whoever the handbook names for that, each once. */
  tellOthers(handoff: Handoff, rule: HandoffRule): Promise<void>;
}
