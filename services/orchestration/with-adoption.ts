import type { Adoption, CommandEnvelope } from '../../domain/incidents/incident-command.model.js';

/** Knows what an incident would adopt now. */
export interface Adoptable {
  /** null: there is no such incident, or no handbook runs. */
  adoption(incidentKey: string): Promise<Adoption | null>;
}

/** A command to adopt the running policy carries its plan, so that the incident decides by what is recorded. Every other stays as it is. */
export async function withAdoption(openings: Adoptable, incidentKey: string, envelope: CommandEnvelope): Promise<CommandEnvelope> {
  const { command } = envelope;
  if (command.kind !== 'adoptPolicy') return envelope;
  const adopts = await openings.adoption(incidentKey);
  // Without any, the incident itself says what it lacks.
  return adopts === null ? envelope : { ...envelope, command: { ...command, adopts } };
}
