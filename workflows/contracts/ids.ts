/** A workflow's id is the incident's key, so an operator finds it by the name on the page. */
export const incidentWorkflowId = (incidentKey: string): string => incidentKey;

export const TASK_QUEUES = { incidents: 'incidents', notify: 'notify' } as const;

/** The registered name of the incident workflow. */
export const INCIDENT_WORKFLOW = 'incident';
