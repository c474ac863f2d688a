import { DomainFailure } from '../../domain/error.js';
import type { LadderTable } from '../../domain/escalation/ladder-table.js';
import type { Result } from '../../domain/result.js';
import { type Draft, type Planned, unpacked } from '../../services/handbook/handbook-changes.service.js';
import type { Problem } from '../../services/handbook/problem.js';
import type { DirectoryService } from '../../services/incidents/directory.service.js';
import type { Person } from './directory.model.js';
import { personOf } from './directory.view.js';
import type { HandbookDraftInput, HandbookPlan, LadderRung } from './plan.model.js';

/** A plan as the schema shows it, with what its other fields are worked out from; null: the draft has problems. */
export interface PlanView extends HandbookPlan {
  readonly planned: Planned | null;
}

/** The one draft that is meant. Throws `INVALID_INPUT`. */
export function draftOf({ source, gzipped, file, versionId }: HandbookDraftInput): Draft {
  if (source != null && versionId == null) return { source: gzipped === true ? unpacked(source) : source, file: file ?? 'handbook.yaml' };
  if (source == null && versionId != null) return { versionId };
  throw new DomainFailure({ code: 'INVALID_INPUT', field: 'source', detail: 'give either the source or a versionId' });
}

const NOTHING = {
  digest: null,
  runningVersionId: null,
  replacedVersionId: null,
  effectiveAt: null,
  scheduled: [],
  timezone: 'UTC',
  warnings: [],
  changes: [],
  shifts: [],
  ladders: [],
};

export function planView(result: Result<Planned, readonly Problem[]>, directory: DirectoryService): PlanView {
  if (!result.ok) {
    return { ...NOTHING, problems: result.error, planned: null };
  }
  const planned = result.value;
  return {
    planned,
    digest: planned.digest,
    runningVersionId: planned.running?.versionId ?? null,
    replacedVersionId: planned.before?.versionId ?? null,
    effectiveAt: planned.effectiveAt,
    scheduled: planned.scheduled,
    timezone: planned.draft.handbook.timezone,
    problems: [],
    warnings: planned.draft.warnings,
    changes: planned.changes,
    shifts: planned.shifts.map(({ before, after, ...shift }) => ({ ...shift, ...sides(planned, directory, { before, after }) })),
    ladders: planned.ladders.map(({ policy, before, after }) => ({ policy, before: rungs(before), after: rungs(after) })),
  };
}

interface Sides {
  readonly before: string | null;
  readonly after: string | null;
}

/** Both people with their names: somebody new is known by the draft alone. */
export function sides(
  planned: Planned,
  directory: DirectoryService,
  { before, after }: Sides,
): { before: Person | null; after: Person | null } {
  return { before: draftedPerson(planned, directory, before), after: draftedPerson(planned, directory, after) };
}

export function draftedPerson({ draft }: Planned, directory: DirectoryService, id: string | null): Person | null {
  if (id === null) return null;
  const drafted = Object.hasOwn(draft.handbook.people, id) ? draft.handbook.people[id] : undefined;
  if (drafted === undefined) return personOf(directory, id);
  const { name, team, timezone } = drafted;
  return { id, name, team: team ?? null, timezone };
}

const rungs = (table: LadderTable | null): readonly LadderRung[] | null =>
  table?.rows.map(({ targets, pagedAfterMs, answerByMs }) => ({
    targets: targets.map(({ id }) => id),
    pagedAfter: pagedAfterMs,
    answerBy: answerByMs,
  })) ?? null;
