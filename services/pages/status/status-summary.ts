import { latest, type PublicIncident, type PublicPost } from './public-incident.model.js';
import type { BoardComponent, StatusBoard } from './status-board.js';
import { INDICATOR_WORDS, publicLines, publicTitle } from './status-words.js';

const IMPACT = { MINOR: 'minor', MAJOR: 'major', CRITICAL: 'critical' } as const;
const INCIDENTS = 50;
const PAGE_ID = 'tocsin';

/** The public API of Atlassian's Statuspage, version 2, by the path below `/status/api/v2/`: what its clients ask for. */
export function statusApi(board: StatusBoard, url: string): Readonly<Record<string, object>> {
  const page = { id: PAGE_ID, name: board.name, url: `${url}/status`, time_zone: 'Etc/UTC', updated_at: iso(board.updatedAt ?? 0) };
  const status = { indicator: board.indicator, description: INDICATOR_WORDS[board.indicator] };
  const components = board.components.map((component, index) => componentOf(component, index + 1));
  const known = new Map(components.map((component) => [component.id, component]));
  const told = (incidents: readonly PublicIncident[]) => incidents.slice(0, INCIDENTS).map((incident) => incidentOf(incident, known, url));
  const unresolved = told(board.ongoing);
  return {
    'summary.json': { page, components, incidents: unresolved, scheduled_maintenances: [], status },
    'status.json': { page, status },
    'components.json': { page, components },
    'incidents.json': { page, incidents: [...unresolved, ...told(board.past)].slice(0, INCIDENTS) },
    'incidents/unresolved.json': { page, incidents: unresolved },
    'scheduled-maintenances.json': { page, scheduled_maintenances: [] },
  };
}

function componentOf({ id, name, description, state, changedAt }: BoardComponent, position: number) {
  const at = iso(changedAt ?? 0);
  return {
    id,
    name,
    status: state,
    created_at: iso(0),
    updated_at: at,
    position,
    description,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: PAGE_ID,
    group: false,
    only_show_if_degraded: false,
  };
}

type ApiComponent = ReturnType<typeof componentOf>;

function incidentOf(incident: PublicIncident, known: ReadonlyMap<string, ApiComponent>, url: string) {
  const newest = latest(incident);
  const first = incident.posts.at(-1) ?? newest;
  const reached = (phase: PublicPost['phase']): string | null => {
    const post = incident.posts.find((one) => one.phase === phase);
    return post === undefined ? null : iso(post.at);
  };
  return {
    id: incident.key,
    name: publicTitle(newest),
    status: newest.phase.toLowerCase(),
    created_at: iso(first.at),
    updated_at: iso(newest.at),
    monitoring_at: reached('MONITORING'),
    resolved_at: newest.phase === 'RESOLVED' ? iso(newest.at) : null,
    impact: IMPACT[newest.impact],
    shortlink: `${url}/status/incidents/${incident.key}`,
    started_at: iso(incident.startedAt),
    page_id: PAGE_ID,
    incident_updates: incident.posts.map((post) => updateOf(post, incident.key)),
    components: newest.components.flatMap(({ id }) => known.get(id) ?? []),
  };
}

function updateOf(post: PublicPost, incidentKey: string) {
  const at = iso(post.at);
  return {
    id: post.id,
    status: post.phase.toLowerCase(),
    body: publicLines(post.text).join('\n'),
    incident_id: incidentKey,
    created_at: at,
    updated_at: at,
    display_at: at,
    affected_components: post.components.map(({ id, name }) => ({ code: id, name })),
  };
}

const iso = (at: number): string => new Date(at).toISOString();
