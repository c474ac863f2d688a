import { type Incident, type LadderPosition, ladderOf } from '../../domain/incidents/incident.model.js';
import type { DirectoryService } from '../../services/incidents/directory.service.js';
import { personOf } from '../handbook/directory.view.js';

/** The ladder's position as the API tells it: steps count from 1. null: nobody is to be paged. */
export function ladderStateOf(directory: DirectoryService, incident: Incident) {
  const { ladder } = incident;
  if (ladder === null) return null;
  const person = ladder.kind === 'DIRECT' ? personOf(directory, ladder.person) : null;
  return { ...placeOf(ladder), kind: ladder.kind, of: ladderOf(incident).steps.length, person, dueAt: ladder.dueAt };
}

const placeOf = (ladder: LadderPosition): { readonly step: number | null; readonly round: number | null } =>
  ladder.kind === 'EXHAUSTED' ? { step: null, round: ladder.round } : { step: ladder.step + 1, round: null };
