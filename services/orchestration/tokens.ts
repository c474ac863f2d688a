/** Nest's name for what tells incidents what people want (`IncidentCommands`). */
export const INCIDENT_COMMANDS = Symbol('INCIDENT_COMMANDS');
