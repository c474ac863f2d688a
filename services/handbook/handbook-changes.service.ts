import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import { DomainFailure } from '../../domain/error.js';
import { compareNights, type NightChange, type NightComparison } from '../../domain/escalation/compare-nights.js';
import { type NightMap, nightMapInSteps } from '../../domain/escalation/night-map.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { type HandbookPlan, planHandbook } from '../../domain/handbook/plan-handbook.js';
import { type DatedVersion, inForceAt, scheduledAfter } from '../../domain/handbook/versions-in-time.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import { clipped } from '../../domain/oncall/joined.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { err, ok, type Result } from '../../domain/result.js';
import { AuditLogService } from '../audit/audit-log.service.js';
import { HANDBOOK_READER } from '../incidents/directory.service.js';
import { KnownRosters } from '../oncall/known-rosters.service.js';
import { ZONE_RULES } from '../oncall/on-call.service.js';
import type { Withdrawal } from './applications.repository.js';
import { judgeEffectiveAt } from './effective-at.js';
import type { StoredVersion } from './handbook.repository.js';
import { type Applied, HandbookService } from './handbook.service.js';
import { type ParsedHandbook, parseHandbook } from './parse-handbook.js';
import { MAX_HANDBOOK_BYTES } from './parse-source.js';
import type { Problem } from './problem.js';

/** How far ahead a plan looks. Guide: G1.1, weeks 1 to 4. */
const AHEAD_DAYS = 28;

/** A file as it was sent, or a version that ran before. */
export type Draft = { readonly source: string; readonly file: string } | { readonly versionId: number };

export interface Planned extends HandbookPlan {
  /** What `apply` asks for: it names the draft, when it is to take effect, and the versions around it, and nothing else. */
  readonly digest: string;
  /** The version that runs now. */
  readonly running: StoredVersion | null;
  /** The version that the draft replaces, and is compared with. */
  readonly before: StoredVersion | null;
  readonly draft: ParsedHandbook;
  readonly at: Instant;
  /** null: at once. */
  readonly effectiveAt: Instant | null;
  /** What takes effect after the draft, and replaces it; soonest first. */
  readonly scheduled: readonly DatedVersion[];
  /** Of the record of what was applied. */
  readonly revision: string;
}

/** What is to run, and from when on; null: at once. */
export interface PlanRequest {
  readonly draft: Draft;
  readonly effectiveAt: Instant | null;
}

export interface ApplyRequest extends PlanRequest {
  readonly digest: string;
  readonly reason: string;
  /** A person's id, or `tool:<name>`. */
  readonly by: string;
}

export interface AppliedPlan extends Applied, Pick<Planned, 'effectiveAt' | 'scheduled'> {}

/** Handbook changes as reviewed plans: what was planned is what is applied, or nothing is. */
@Injectable()
export class HandbookChangesService {
  constructor(
    @Inject(HANDBOOK_READER) private readonly handbooks: HandbookService,
    private readonly audit: AuditLogService,
    private readonly rosters: KnownRosters,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
  ) {}

  /**
   * What the draft would change from `effectiveAt` on; everything that is wrong with it where it is none. Changes nothing.
   * Throws `INVALID_INPUT` where `effectiveAt` has passed or is more than a year ahead.
   */
  async plan({ draft, effectiveAt }: PlanRequest): Promise<Result<Planned, readonly Problem[]>> {
    const record = await this.handbooks.latest();
    const at = Math.max(this.handbooks.clock.now(), record.writtenAt);
    const { versions } = record;
    if (effectiveAt !== null) judgeEffectiveAt(effectiveAt, { at, isFirst: versions.length === 0 });
    const parsed = await this.read(draft);
    if (!parsed.ok) return err(parsed.error);
    const from = effectiveAt ?? at;
    const [running, before] = [await this.versionAt(versions, at), await this.versionAt(versions, from)];
    const span = { from: at, to: from + AHEAD_DAYS * DAY_MS };
    const drafted = { versionId: 0, effectiveAt: from, handbook: parsed.value.handbook };
    const changes = planHandbook(await this.rosters.writtenAsKnownAt(null, span), drafted, span, this.zones);
    const around = { before, draft: parsed.value, effectiveAt, scheduled: scheduledAfter(versions, from) };
    return ok({ ...around, ...changes, digest: planDigest(around), running, at, revision: record.revision });
  }

  /** Which of the nights after it takes effect become better or worse; works in slices, so that others are answered meanwhile. */
  async nights({ before, draft, at, effectiveAt }: Planned): Promise<NightComparison> {
    const from = effectiveAt ?? at;
    const after = await this.mapOf(draft.handbook, from);
    const compared = compareNights(before === null ? { ...after, findings: [] } : await this.mapOf(before.handbook, from), after);
    return effectiveAt === null ? compared : nightsFrom(compared, effectiveAt);
  }

  /**
   * Applies what was planned. Throws `CONFLICT` where the digest is of another draft or instant, or other versions run or are to run,
   * `REASON_REQUIRED`, and `INVALID_INPUT` as `plan` does.
   */
  async apply({ draft, effectiveAt, digest, reason, by }: ApplyRequest): Promise<Result<AppliedPlan, readonly Problem[]>> {
    refuseNoReason(reason);
    const planned = await this.plan({ draft, effectiveAt });
    if (!planned.ok) return planned;
    if (planned.value.digest !== digest) throw staleDigest();
    const { before, draft: parsed, at, scheduled, revision } = planned.value;
    const action = 'versionId' in draft ? 'handbook.rollback' : 'handbook.apply';
    const later = effectiveAt === null ? {} : { effectiveAt: new Date(effectiveAt).toISOString() };
    const applied = await this.handbooks.makeRun(
      before,
      parsed,
      { by, at, effectiveAt, reason, planDigest: digest },
      {
        expected: revision,
        also: (client, { versionId, previous }) =>
          this.audit.append(client, { actor: by, action, subject: String(versionId), detail: { reason, digest, previous, ...later } }),
      },
    );
    return ok({ ...applied, effectiveAt, scheduled });
  }

  /** Takes a version back that has not taken effect; answers when it was to. Throws `NOT_FOUND`, `CONFLICT` where it has, `REASON_REQUIRED`. */
  async withdraw({ versionId, reason, by }: Omit<Withdrawal, 'at'>): Promise<readonly Instant[]> {
    refuseNoReason(reason);
    const at = this.handbooks.clock.now();
    return await this.handbooks.withdraw({ versionId, reason, by, at }, (client, effectiveAt) =>
      this.audit.append(client, {
        actor: by,
        action: 'handbook.withdraw',
        subject: String(versionId),
        detail: { reason, effectiveAt: effectiveAt.map((instant) => new Date(instant).toISOString()) },
      }),
    );
  }

  /** Who made which version run from when on, newest first. */
  async applications(before: number | null, first: number): ReturnType<HandbookService['applications']> {
    return await this.handbooks.applications(before, first);
  }

  /** Throws `NOT_FOUND` for a version that there is not. */
  async read(draft: Draft): Promise<Result<ParsedHandbook, readonly Problem[]>> {
    if ('source' in draft) return parseHandbook(draft.source, draft.file);
    return parseHandbook(await this.handbooks.sourceOf(draft.versionId), `version ${draft.versionId}`);
  }

  private async versionAt(versions: readonly DatedVersion[], at: Instant): Promise<StoredVersion | null> {
    const found = inForceAt(versions, at);
    return found === null ? null : await this.handbooks.load(found.versionId);
  }

  private async mapOf(handbook: Handbook, at: Instant): Promise<NightMap> {
    const steps = nightMapInSteps(handbook, at, AHEAD_DAYS, this.zones);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      await nextTurn();
    }
  }
}

/** The same for the same change: it says what is compared, not when that is done. 96 bits of SHA-256 in hex. */
function planDigest({ before, draft, effectiveAt, scheduled }: Pick<Planned, 'before' | 'draft' | 'effectiveAt' | 'scheduled'>): string {
  const around = effectiveAt === null && scheduled.length === 0 ? [] : [effectiveAt, scheduled];
  return createHash('sha256')
    .update(canonicalJson([before?.digest ?? null, draft.digest, ...around]))
    .digest('hex')
    .slice(0, 24);
}

/** Before it takes effect, no night is otherwise. */
function nightsFrom({ better, worse }: NightComparison, from: Instant): NightComparison {
  const later = (changes: readonly NightChange[]): readonly NightChange[] =>
    changes.map((change) => ({ ...change, spans: clipped(change.spans, { from, to: Number.POSITIVE_INFINITY }) })).filter(hasSpans);
  return { better: later(better), worse: later(worse) };
}

const hasSpans = ({ spans }: NightChange): boolean => spans.length > 0;

function refuseNoReason(reason: string): void {
  if (reason.trim() === '') throw new DomainFailure({ code: 'REASON_REQUIRED', field: 'reason', detail: 'say why the handbook changes' });
}

const staleDigest = (): DomainFailure =>
  new DomainFailure({
    code: 'CONFLICT',
    field: 'digest',
    detail: 'this digest is of another plan: the file, when it is to take effect, or what runs then has changed since',
    hint: 'plan again, read what would change now, and apply with that digest',
  });

/** A text that was sent as base64 of its gzip. Throws `INVALID_INPUT`, also where it would be larger than any handbook. */
export function unpacked(base64: string): string {
  try {
    return gunzipSync(Buffer.from(base64, 'base64'), { maxOutputLength: MAX_HANDBOOK_BYTES + 1 }).toString('utf8');
  } catch (error) {
    const detail = `not the gzip of a handbook: ${error instanceof Error ? error.message : String(error)}`;
    throw new DomainFailure({ code: 'INVALID_INPUT', field: 'source', detail });
  }
}
