import type { DirectoryService } from '../../services/incidents/directory.service.js';
import type { Person, Service } from './directory.model.js';

export function personOf(directory: DirectoryService, id: string): Person {
  const known = directory.person(id);
  return { id, name: known?.name ?? id, team: known?.team ?? null, timezone: known?.timezone ?? null };
}

export function serviceOf(directory: DirectoryService, id: string): Service {
  const known = directory.service(id);
  return {
    id,
    name: known?.name ?? id,
    description: known?.description ?? null,
    owner: known?.owner ?? null,
    escalationPolicy: known?.escalation ?? null,
    links: known?.links ?? [],
  };
}
