import { POST_IMPACTS, type PostImpact } from '../../../domain/communications/status-page.model.js';
import type { Component, Handbook } from '../../../domain/handbook/handbook.model.js';
import type { Instant } from '../../../domain/instant.js';
import { isOngoing, latest, type PublicIncident } from './public-incident.model.js';

/** How one component is, in the words of Statuspage's API. */
export type ComponentState = 'operational' | 'degraded_performance' | 'partial_outage' | 'major_outage';
/** How everything is, in the words of Statuspage's API. */
export type Indicator = 'none' | 'minor' | 'major' | 'critical';

export interface BoardComponent {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly state: ComponentState;
  /** The last post that named it; null: none that is still listed. */
  readonly changedAt: Instant | null;
}

/** Everything that the public page says, in whatever format. */
export interface StatusBoard {
  readonly name: string;
  readonly indicator: Indicator;
  readonly components: readonly BoardComponent[];
  readonly ongoing: readonly PublicIncident[];
  /** Over, newest first. */
  readonly past: readonly PublicIncident[];
  /** The newest post; null: none was ever published. */
  readonly updatedAt: Instant | null;
}

const STATE: Readonly<Record<PostImpact, ComponentState>> = {
  MINOR: 'degraded_performance',
  MAJOR: 'partial_outage',
  CRITICAL: 'major_outage',
};
const INDICATOR: Readonly<Record<PostImpact, Indicator>> = { MINOR: 'minor', MAJOR: 'major', CRITICAL: 'critical' };

/** The page as `incidents`, newest first, and the running handbook make it. */
export function statusBoard(
  incidents: readonly PublicIncident[],
  handbook: Pick<Handbook, 'components' | 'communications'> | null,
): StatusBoard {
  const ongoing = incidents.filter(isOngoing);
  const worst = worstOf(ongoing.map((incident) => latest(incident).impact));
  return {
    name: handbook?.communications?.statusPage?.name ?? 'Status',
    indicator: worst === null ? 'none' : INDICATOR[worst],
    components: Object.values(handbook?.components ?? {})
      .toSorted((a, b) => a.position - b.position)
      .map((component) => boardComponent(component, incidents, ongoing)),
    ongoing,
    past: incidents.filter((incident) => !isOngoing(incident)),
    updatedAt: incidents.reduce<Instant | null>((newest, incident) => Math.max(newest ?? 0, latest(incident).at), null),
  };
}

const names = (incident: PublicIncident, id: string): boolean => latest(incident).components.some((one) => one.id === id);

function boardComponent(
  { id, name, description }: Component,
  incidents: readonly PublicIncident[],
  ongoing: readonly PublicIncident[],
): BoardComponent {
  const worst = worstOf(ongoing.filter((incident) => names(incident, id)).map((incident) => latest(incident).impact));
  const changed = incidents.find((incident) => names(incident, id));
  return {
    id,
    name,
    description: description ?? null,
    state: worst === null ? 'operational' : STATE[worst],
    changedAt: changed === undefined ? null : latest(changed).at,
  };
}

const worstOf = (impacts: readonly PostImpact[]): PostImpact | null => POST_IMPACTS.findLast((one) => impacts.includes(one)) ?? null;
