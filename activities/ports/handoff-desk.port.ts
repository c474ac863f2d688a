import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
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
  /** Nobody accepted in time: wakes whoever the handbook names for that, each once. */
  tellOthers(handoff: Handoff, rule: HandoffRule): Promise<void>;
}
