import { ObjectType } from '@nestjs/graphql';
import { CommandPayload } from './command.payload.js';

@ObjectType({ description: 'What acknowledgeIncident answers.' })
export class AcknowledgeIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What unacknowledgeIncident answers.' })
export class UnacknowledgeIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What assessIncident answers.' })
export class AssessIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What classifyIncident answers.' })
export class ClassifyIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What escalateIncidentNow answers.' })
export class EscalateIncidentNowPayload extends CommandPayload {}

@ObjectType({ description: 'What addResponders answers.' })
export class AddRespondersPayload extends CommandPayload {}

@ObjectType({ description: 'What reassignIncident answers.' })
export class ReassignIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What declineIncident answers.' })
export class DeclineIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What snoozeIncident answers.' })
export class SnoozeIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What adoptEscalationPolicy answers.' })
export class AdoptEscalationPolicyPayload extends CommandPayload {}

@ObjectType({ description: 'What addIncidentNote answers.' })
export class AddIncidentNotePayload extends CommandPayload {}

@ObjectType({ description: 'What setIncidentStatus answers.' })
export class SetIncidentStatusPayload extends CommandPayload {}

@ObjectType({ description: 'What resolveIncident answers.' })
export class ResolveIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What reopenIncident answers.' })
export class ReopenIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What cancelIncident answers.' })
export class CancelIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What handOverIncident answers.' })
export class HandOverIncidentPayload extends CommandPayload {}

@ObjectType({ description: 'What acceptCommand answers.' })
export class AcceptCommandPayload extends CommandPayload {}

@ObjectType({ description: 'What declineCommand answers.' })
export class DeclineCommandPayload extends CommandPayload {}

@ObjectType({ description: 'What withdrawHandOver answers.' })
export class WithdrawHandOverPayload extends CommandPayload {}
