import { Context } from '@temporalio/activity';
import type { IncidentRecordPort, Projection, ProjectionOutcome } from '../ports/incident-record.port.js';

export interface IncidentActivities {
  /** Commits the events, the read model and the answers in one transaction. The same projection again changes nothing. */
  projectIncident(projection: Projection): Promise<ProjectionOutcome>;
}

export const createIncidentActivities = (record: IncidentRecordPort): IncidentActivities => ({
  projectIncident: (projection) => record.commit(projection, Context.current().info.workflowExecution?.workflowId),
});
