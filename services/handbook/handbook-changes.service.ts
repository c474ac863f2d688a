import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import { DomainFailure } from '../../domain/error.js';
import { compareNights, type NightComparison } from '../../domain/escalation/compare-nights.js';
import { type NightMap, nightMapInSteps } from '../../domain/escalation/night-map.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { type HandbookPlan, planHandbook } from '../../domain/handbook/plan-handbook.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { err, ok, type Result } from '../../domain/result.js';
import { AuditLogService } from '../audit/audit-log.service.js';
import { systemClock } from '../config/clock.js';
import { HANDBOOK_READER } from '../incidents/directory.service.js';
import { ZONE_RULES } from '../oncall/on-call.service.js';
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
  /** What `apply` asks for: it names the draft and the version it was compared with, and nothing else. */
  readonly digest: string;
  readonly before: StoredVersion | null;
  readonly draft: ParsedHandbook;
  readonly at: Instant;
}

export interface ApplyRequest {
  readonly draft: Draft;
  readonly digest: string;
  readonly reason: string;
  /** A person's id, or `tool:<name>`. */
  readonly by: string;
}

/** Handbook changes as reviewed plans: what was planned is what is applied, or nothing is. */
@Injectable()
export class HandbookChangesService {
  constructor(
    @Inject(HANDBOOK_READER) private readonly handbooks: HandbookService,
    private readonly audit: AuditLogService,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
  ) {}

  /** What the draft would change from now on; everything that is wrong with it where it is none. Changes nothing. */
  async plan(draft: Draft): Promise<Result<Planned, readonly Problem[]>> {
    const before = await this.handbooks.running();
    const parsed = await this.read(draft);
    if (!parsed.ok) return err(parsed.error);
    const at = systemClock.now();
    const span = { from: at, to: at + AHEAD_DAYS * DAY_MS };
    const digest = planDigest(before, parsed.value);
    return ok({
      digest,
      before,
      draft: parsed.value,
      at,
      ...planHandbook(before?.handbook ?? null, parsed.value.handbook, span, this.zones),
    });
  }

  /** Which of the next nights become better or worse; works in slices, so that others are answered meanwhile. */
  async nights({ before, draft, at }: Planned): Promise<NightComparison> {
    const after = await this.mapOf(draft.handbook, at);
    return compareNights(before === null ? { ...after, findings: [] } : await this.mapOf(before.handbook, at), after);
  }

  /** Applies what was planned. Throws `CONFLICT` where the digest is of another draft or another running version, `REASON_REQUIRED`. */
  async apply({ draft, digest, reason, by }: ApplyRequest): Promise<Result<Applied, readonly Problem[]>> {
    if (reason.trim() === '') throw new DomainFailure({ code: 'REASON_REQUIRED', field: 'reason', detail: 'say why the handbook changes' });
    const planned = await this.plan(draft);
    if (!planned.ok) return planned;
    if (planned.value.digest !== digest) throw staleDigest();
    const { before, draft: parsed, at } = planned.value;
    const entry = { actor: by, action: 'versionId' in draft ? 'handbook.rollback' : 'handbook.apply' };
    const applied = await this.handbooks.makeCurrent(
      before,
      parsed,
      { by, at, reason, planDigest: digest },
      {
        expected: before?.versionId ?? null,
        also: (client, versionId) =>
          this.audit.append(client, {
            ...entry,
            subject: String(versionId),
            detail: { reason, digest, previous: before?.versionId ?? null },
          }),
      },
    );
    return ok(applied);
  }

  /** When which version began to run, newest first. */
  async applications(before: number | null, first: number): ReturnType<HandbookService['applications']> {
    return await this.handbooks.applications(before, first);
  }

  /** Throws `NOT_FOUND` for a version that there is not. */
  async read(draft: Draft): Promise<Result<ParsedHandbook, readonly Problem[]>> {
    if ('source' in draft) return parseHandbook(draft.source, draft.file);
    return parseHandbook(await this.handbooks.sourceOf(draft.versionId), `version ${draft.versionId}`);
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

/** The same for the same change: it says what is compared, not when. 96 bits of SHA-256 in hex. */
function planDigest(before: StoredVersion | null, { digest }: ParsedHandbook): string {
  return createHash('sha256')
    .update(canonicalJson([before?.digest ?? null, digest]))
    .digest('hex')
    .slice(0, 24);
}

const staleDigest = (): DomainFailure =>
  new DomainFailure({
    code: 'CONFLICT',
    field: 'digest',
    detail: 'this digest is of another plan: the file or the running handbook has changed since',
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
