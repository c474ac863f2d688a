export { coverRequest } from './covers/cover-request.workflow.js';
export { handoff } from './handoffs/handoff.workflow.js';
export { resolutionHandoff } from './handoffs/resolution-handoff.workflow.js';
export { incident } from './incidents/incident.workflow.js';
export { postIncident } from './postincident/post-incident.workflow.js';
