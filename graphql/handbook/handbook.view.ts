import { isPaging, targetsOf } from '../../domain/escalation/plan-steps.js';
import { type Handbook as Compiled, type PolicyStep, SEVERITIES } from '../../domain/handbook/handbook.model.js';
import type { EscalationStep, Handbook } from './handbook.model.js';

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
    escalationPolicies: Object.values(compiled.escalation).map(({ id, timing, steps, exhausted, repeats, fallback }) => ({
      id,
      timing,
      steps: steps.map(stepView),
      repeats: repeats ?? 0,
      fallback: fallback ?? null,
      catchAll: exhausted.targets,
    })),
  };
}

const stepView = (step: PolicyStep): EscalationStep => ({
  kind: isPaging(step) ? 'page' : 'waitMs' in step ? 'wait' : 'tell',
  targets: targetsOf(step),
  answerWithin: isPaging(step) ? step.answerWithinMs : null,
  pageAgainEvery: isPaging(step) ? (step.pageAgainEveryMs ?? null) : null,
  waits: 'waitMs' in step ? step.waitMs : null,
});
