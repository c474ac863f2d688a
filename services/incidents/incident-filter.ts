import type { Severity } from '../../domain/handbook/handbook.model.js';
import type { IncidentStatus } from '../../domain/incidents/incident.model.js';

/** Every part that is given must hold. */
export interface IncidentFilter {
  readonly keys?: readonly string[];
  readonly status?: readonly IncidentStatus[];
  readonly severity?: readonly Severity[];
  readonly service?: readonly string[];
  readonly holder?: string;
  /** true: neither resolved nor over; false: the others. */
  readonly open?: boolean;
  /** true: tests only; false: none. */
  readonly test?: boolean;
  /** Only those with a lower number. */
  readonly beforeNumber?: number;
}

const OPEN = `(i.closed_at IS NULL AND i.status NOT IN ('RESOLVED', 'POST_INCIDENT'))`;

/** The conditions of `filter` and their values; the first value is parameter `$2`. */
export function conditionsOf(filter: IncidentFilter): { readonly conditions: readonly string[]; readonly values: readonly unknown[] } {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: (parameter: string) => string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length + 1}`));
  };
  add((p) => `i.key = ANY(${p})`, filter.keys);
  add((p) => `i.status = ANY(${p})`, filter.status);
  add((p) => `i.severity = ANY(${p})`, filter.severity);
  add((p) => `i.service = ANY(${p})`, filter.service);
  add((p) => `i.holder = ${p}`, filter.holder);
  add((p) => `i.test = ${p}`, filter.test);
  add((p) => `i.number < ${p}`, filter.beforeNumber);
  if (filter.open !== undefined) conditions.push(filter.open ? OPEN : `NOT ${OPEN}`);
  return { conditions, values };
}
