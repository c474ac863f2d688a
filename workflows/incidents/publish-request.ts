import type { PublishRequest } from '../../activities/index.js';
import type { StatusPost } from '../../domain/communications/status-page.model.js';
import type { Incident } from '../../domain/incidents/incident.model.js';

/** What the public is told, and nothing more. */
export function publishRequest({ key, detectedAt, statusPage }: Incident, post: StatusPost): PublishRequest {
  const known = statusPage?.plan.components ?? [];
  return {
    post: post.id,
    incidentKey: key,
    phase: post.phase,
    impact: post.impact,
    title: post.title,
    text: post.text,
    components: post.components.map((id) => ({ id, name: known.find((one) => one.id === id)?.name ?? id })),
    startedAt: detectedAt,
    at: post.publishedAt ?? post.draftedAt,
  };
}
