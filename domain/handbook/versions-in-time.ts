import type { Instant } from '../instant.js';

/** One time that somebody made a version the one that is to run. Numbers count in the order in which that was done. */
export interface RecordedApplication {
  readonly number: number;
  readonly versionId: number;
  readonly appliedAt: Instant;
  /** From when on it runs; never before `appliedAt`. */
  readonly effectiveAt: Instant;
  /** When it was taken back, before it took effect; null: it was not. */
  readonly withdrawnAt: Instant | null;
}

/** A version, and the instant from which it runs until another one does. */
export interface DatedVersion {
  readonly versionId: number;
  readonly effectiveAt: Instant;
}

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * Which version runs from when on, as known at `asKnownAt` (null: as known now), oldest first, no two from the same instant: where
 * several are to take effect at one, the one applied last does. Guarantee: whatever is applied or withdrawn after `asKnownAt` changes
 * nothing in the answer. An application that is to run at once takes none away that is to take effect later. Guide: G1.1
 */
export function versionsKnownAt(applications: readonly RecordedApplication[], asKnownAt: Instant | null): readonly DatedVersion[] {
  const isKnown = ({ appliedAt, withdrawnAt }: RecordedApplication): boolean =>
    asKnownAt === null ? withdrawnAt === null : appliedAt <= asKnownAt && (withdrawnAt === null || withdrawnAt > asKnownAt);
  const ordered = applications.filter(isKnown).toSorted((a, b) => a.effectiveAt - b.effectiveAt || a.number - b.number);
  return ordered
    .filter(({ effectiveAt }, index) => ordered[index + 1]?.effectiveAt !== effectiveAt)
    .map(({ versionId, effectiveAt }) => ({ versionId, effectiveAt }));
}

/** The version that runs at `at`. Before the first one took effect, the first: nothing else is known of that time. null: there is none. */
export function inForceAt<Version extends DatedVersion>(versions: readonly Version[], at: Instant): Version | null {
  return versions.findLast(({ effectiveAt }) => effectiveAt <= at) ?? versions[0] ?? null;
}

/** The versions that run at some moment of [span.from, span.to), oldest first. */
export function inForceWithin<Version extends DatedVersion>(versions: readonly Version[], span: Span): readonly Version[] {
  const first = inForceAt(versions, span.from);
  return versions.filter((version) => version === first || (version.effectiveAt > span.from && version.effectiveAt < span.to));
}

/** The versions that take effect after `at`, soonest first. */
export function scheduledAfter<Version extends DatedVersion>(versions: readonly Version[], at: Instant): readonly Version[] {
  const running = inForceAt(versions, at);
  return versions.filter((version) => version !== running && version.effectiveAt > at);
}

export type ApplicationState = 'SCHEDULED' | 'RUNNING' | 'REPLACED' | 'WITHDRAWN';

/** What has become of an application by `at`; `versions` are those known now. REPLACED: it ran, or another was applied for its instant. */
export function applicationState(
  { versionId, effectiveAt, withdrawnAt }: Omit<RecordedApplication, 'number' | 'appliedAt'>,
  versions: readonly DatedVersion[],
  at: Instant,
): ApplicationState {
  if (withdrawnAt !== null) return 'WITHDRAWN';
  const isOne = (version: DatedVersion | null): boolean => version?.versionId === versionId && version.effectiveAt === effectiveAt;
  if (isOne(inForceAt(versions, at))) return 'RUNNING';
  return scheduledAfter(versions, at).some(isOne) ? 'SCHEDULED' : 'REPLACED';
}
