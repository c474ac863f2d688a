/** Nest's name for what tells incidents what people want (`IncidentCommands`). */
export const INCIDENT_COMMANDS = Symbol('INCIDENT_COMMANDS');

/** Nest's name for a question to Temporal whether it answers (`TemporalProbe`). */
export const TEMPORAL_PROBE = Symbol('TEMPORAL_PROBE');

/** Rejects where Temporal does not answer. */
export type TemporalProbe = () => Promise<unknown>;

/** Nest's name for what tells handoffs that somebody takes over (`HandoffSignals`). */
export const HANDOFF_SIGNALS = Symbol('HANDOFF_SIGNALS');

/** Nest's name for what asks for cover (`CoverWorkflows`). */
export const COVER_WORKFLOWS = Symbol('COVER_WORKFLOWS');

/** Nest's name for what executes incidents again (`IncidentReplays`). */
export const INCIDENT_REPLAYS = Symbol('INCIDENT_REPLAYS');
