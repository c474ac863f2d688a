import type { AlertRoute, Handbook, Priority, Severity } from '../handbook/handbook.model.js';
import type { AlertEvent, RoutedAlert } from './alert.model.js';

/** What a priority proposes where no rule names the alert. SEV1 is never guessed: it needs a rule or a person. Guide: G5.2 */
const PROPOSED_BY: Readonly<Record<Priority, Severity>> = { HIGH: 'SEV2', MEDIUM: 'SEV3', LOW: 'SEV4' };

/**
 * Where `event` belongs. Total: a compiled handbook's last route matches everything, and even without one the event
 * lands on a service. A rule that names the alert overrules the priority that the source claimed. Guide: G5.2
 */
export function routeAlert(handbook: Handbook, event: AlertEvent): RoutedAlert {
  const rule = handbook.alertRules.find((candidate) => candidate.alert === event.name);
  const route = handbook.routes.find((candidate) => matches(candidate, event)) ?? handbook.routes.at(-1);
  const service = route?.service ?? Object.keys(handbook.services)[0] ?? 'unrouted';
  return {
    event: rule === undefined ? event : { ...event, priority: rule.priority },
    service,
    proposes: rule?.proposes ?? PROPOSED_BY[event.priority],
    groupKey: groupKeyOf(service, route?.groupBy ?? [], event),
  };
}

function matches(route: AlertRoute, event: AlertEvent): boolean {
  for (const label of Object.keys(route.match)) if (labelOf(event, label) !== route.match[label]) return false;
  return true;
}

/**
 * The same for two events exactly when service and grouped values are the same: JSON quotes every part, so no label
 * text can imitate another grouping. A missing label groups like an empty one, as Prometheus reads it.
 */
function groupKeyOf(service: string, groupBy: readonly string[], event: AlertEvent): string {
  return JSON.stringify([service, ...inOrder(groupBy).map((label) => [label, labelOf(event, label)])]);
}

const ORDERED = new WeakMap<readonly string[], readonly string[]>();

/** Each label once, sorted; remembered for as long as the handbook lives that holds the list. */
function inOrder(groupBy: readonly string[]): readonly string[] {
  const known = ORDERED.get(groupBy);
  if (known !== undefined) return known;
  const ordered = [...new Set(groupBy)].sort();
  ORDERED.set(groupBy, ordered);
  return ordered;
}

/** Own properties only: a label named `constructor` or `__proto__` is a label like any other. */
function labelOf(event: AlertEvent, label: string): string {
  if (Object.hasOwn(event.labels, label)) return event.labels[label] ?? '';
  return label === 'alertname' ? event.name : '';
}
