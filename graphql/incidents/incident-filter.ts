import { DomainFailure } from '../../domain/error.js';
import type { IncidentFilter } from '../../services/incidents/incident-filter.js';
import type { IncidentFilterInput } from './incident.args.js';

const LONGEST = 100;

/** GraphQL's null and undefined both mean: whatever. */
export function filterOf(input: IncidentFilterInput | null | undefined, beforeNumber?: number): IncidentFilter {
  const given = Object.entries({ ...input, beforeNumber }).filter(([, value]) => value !== null && value !== undefined);
  for (const [field, value] of given) {
    if (Array.isArray(value) && value.length > LONGEST) {
      throw new DomainFailure({ code: 'LIMIT_EXCEEDED', field, detail: `${field} names more than ${LONGEST}` });
    }
  }
  return Object.fromEntries(given) as IncidentFilter;
}
