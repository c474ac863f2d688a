import type { Handoff as Found } from '../../domain/handoffs/handoff.model.js';
import type { DirectoryService } from '../../services/incidents/directory.service.js';
import { personOf } from '../handbook/directory.view.js';
import type { Handoff } from './handoff.model.js';

export function handoffView(directory: DirectoryService, { incoming, outgoing, incidentKey, ...handoff }: Found): Handoff {
  const person = (id: string | null) => (id === null ? null : personOf(directory, id));
  return { ...handoff, incidentKey: incidentKey ?? null, incoming: person(incoming), outgoing: person(outgoing) };
}
