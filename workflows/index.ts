export { incident } from './incidents/incident.workflow.js';
