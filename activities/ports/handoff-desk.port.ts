import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { ResolvedIncident } from '../../domain/handoffs/resolved-incident.model.js';
import type { Instant } from '../../domain/instant.js';

export interface HandoffRequest {
  readonly rule: HandoffRule;
  readonly at: Instant;
  /** Which workflow asks: of two rules that fall on one instant, one hands over. */
  readonly workflowId: string;
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
  /** Tells whoever holds the schedule that an incident is over, unless they had it themselves: what older builds asked for. */
  tellResolved(incident: ResolvedIncident): Promise<void>;
  /** Nobody accepted in time: wakes whoever the handbook names for that, each once. */
  tellOthers(handoff: Handoff, rule: HandoffRule): Promise<void>;
}

export interface ResolutionRequest {
  readonly resolved: ResolvedIncident;
  /** When somebody is asked: late after an outage, so that nobody is late before they were asked. */
  readonly at: Instant;
  readonly workflowId: string;
}

export interface PreparedResolution {
  readonly handoff: Handoff;
  /** Until when a late acceptance still counts. */
  readonly until: Instant;
}

export interface AskedHandoff {
  readonly handoff: Handoff;
  readonly resolved: ResolvedIncident;
}

/** Hands an incident that is over to whoever is on call. */
export interface ResolutionDeskPort {
  /** Looks up who is asked, and records it once; null: nobody has to be. */
  prepare(request: ResolutionRequest): Promise<PreparedResolution | null>;
  /** Asks the incoming person, once. */
  ask(asked: AskedHandoff): Promise<void>;
  /** Tells whoever the handbook names that nobody accepted, each once; `MOOT`: the incident is not resolved any more, and nobody was told. */
  tellUnaccepted(asked: AskedHandoff): Promise<'TOLD' | 'MOOT'>;
}
