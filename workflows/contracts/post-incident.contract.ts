import type { Incident } from '../../domain/incidents/incident.model.js';
import { postIncidentWorkflowId, TASK_QUEUES } from './ids.js';
import type { IncidentInput } from './incident.contract.js';
import { searchAttributesOf } from './search-attributes.js';

/** The argument of the workflow that learns from an incident: it goes on where the incident's own workflow ended, or where it was itself. */
export type PostIncidentInput = Extract<IncidentInput, { kind: 'RESUME' }>;

/** Behind every incident that burns. */
const PRIORITY = 5;

/** How it is started, by whoever starts it: one per incident, whoever was first. */
export function postIncidentOptions(incident: Incident) {
  const { key, severity, service, title, visibility } = incident;
  const summary = visibility === 'RESTRICTED' ? `after ${severity} · restricted` : `after ${severity} · ${service} · ${title}`;
  return {
    workflowId: postIncidentWorkflowId(key),
    taskQueue: TASK_QUEUES.incidents,
    workflowTaskTimeout: '10s',
    staticSummary: summary.slice(0, 200),
    typedSearchAttributes: searchAttributesOf(incident).flatMap(({ key: name, value }) => (value === null ? [] : [{ key: name, value }])),
    priority: { priorityKey: PRIORITY },
  } as const;
}
