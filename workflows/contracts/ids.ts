/** A workflow's id is the incident's key, so an operator finds it by the name on the page. */
export const incidentWorkflowId = (incidentKey: string): string => incidentKey;

/** The workflow that learns from an incident, for weeks after it. */
export const postIncidentWorkflowId = (incidentKey: string): string => `${incidentKey}/post-incident`;

export const TASK_QUEUES = { incidents: 'incidents', notify: 'notify' } as const;

/** The registered name of the incident workflow. */
export const INCIDENT_WORKFLOW = 'incident';

/** The registered name of the workflow that learns from an incident. */
export const POST_INCIDENT_WORKFLOW = 'postIncident';
