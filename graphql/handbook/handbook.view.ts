import { type Handbook as Compiled, SEVERITIES } from '../../domain/handbook/handbook.model.js';
import type { Handbook } from './handbook.model.js';

export function handbookView(compiled: Compiled, versionId: number): Handbook {
  return {
    id: compiled.id,
    version: compiled.version,
    versionId,
    timezone: compiled.timezone,
    people: Object.values(compiled.people).map(({ id, name, team, timezone }) => ({ id, name, team: team ?? null, timezone })),
    schedules: Object.values(compiled.schedules).map(({ id, timezone }) => ({ id, timezone })),
    services: Object.values(compiled.services).map((service) => ({
      id: service.id,
      name: service.name,
      description: service.description ?? null,
      owner: service.owner,
      escalationPolicy: service.escalation,
      links: service.links,
    })),
    severities: SEVERITIES.map((id) => compiled.severities[id]).map(({ respondWithinMs, ...severity }) => ({
      ...severity,
      respondWithin: respondWithinMs,
    })),
    escalationPolicies: Object.values(compiled.escalation).map(({ id, timing, steps, exhausted }) => ({
      id,
      timing,
      steps: steps.map(({ targets, answerWithinMs }) => ({ targets, answerWithin: answerWithinMs })),
      catchAll: exhausted.targets,
    })),
  };
}
