import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import { DomainFailure } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import type { Clock } from '../config/clock.js';
import { boundFacts } from '../persistence/archive-chain.js';
import { eachArchivedRunOf } from '../persistence/history-archive.repository.js';
import type { Sight } from '../persistence/incident-scope.js';
import type { IncidentsInSight } from './audit-verification.service.js';
import { type ExportFile, textFile } from './export.model.js';
import { README } from './export-readme.js';
import { sealFiles } from './export-seals.js';
import { type AuditScope, type RecordedIncident, recordedIncidents } from './incident-audit.repository.js';
import { handbookRecords } from './ledgers.js';
import type { SealKey } from './seal-key.js';
import { type SealedChainHead, SealsRepository } from './seals.repository.js';

const VERIFIER = new URL('./verify.mjs', import.meta.url);

export interface ExportParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly key: SealKey | null;
  readonly oldKeys: readonly string[];
  readonly incidents: IncidentsInSight;
}

/** What is known of an export while it is being made. */
interface Made {
  /** How many events of each incident are in it. */
  readonly lengths: Map<string, number>;
  readonly handbooks: Set<number>;
  readonly histories: Set<number>;
  /** The newest seal from before anything was read: all of what it and those before it say must be here. */
  readonly sealedFirst: number;
  since: Instant;
}

/** Incidents as an auditor takes them away: what happened, what ran, by which handbook, and the proof, with the program that checks it. */
export class AuditExportService {
  private readonly seals: SealsRepository;
  private isAtWork = false;

  constructor(private readonly parts: ExportParts) {
    this.seals = new SealsRepository(parts.pool);
  }

  /**
   * The files, the manifest last: an export without one was cut short. Holds one incident in memory at a time. Only what `sight` may see is in it.
   * Throws `NOT_FOUND` before the first file where a named incident does not exist for them, `LIMIT_EXCEEDED` while another export is made.
   */
  async export(scope: AuditScope, sight: Sight): Promise<AsyncGenerator<ExportFile>> {
    const missing = await this.missingOf(scope, sight);
    if (missing !== undefined) throw new DomainFailure({ code: 'NOT_FOUND', field: 'incident', detail: `there is no incident ${missing}` });
    if (this.isAtWork)
      throw new DomainFailure({ code: 'LIMIT_EXCEEDED', detail: 'an export is being made', hint: 'wait until it has ended' });
    return this.listed(this.filesOf(scope, sight));
  }

  private async missingOf({ keys }: AuditScope, sight: Sight): Promise<string | undefined> {
    if (keys === null) return undefined;
    const visible = await this.parts.incidents.inSight(sight, keys);
    return keys.find((key) => !visible.has(key));
  }

  /** The files with the manifest after them. */
  private async *listed(files: AsyncGenerator<ExportFile, readonly string[]>): AsyncGenerator<ExportFile> {
    this.isAtWork = true;
    try {
      const known: { path: string; sha256: string }[] = [];
      let step = await files.next();
      for (; step.done !== true; step = await files.next()) {
        known.push({ path: step.value.path, sha256: createHash('sha256').update(step.value.content).digest('hex') });
        yield step.value;
      }
      yield* this.manifest(step.value, known);
    } finally {
      this.isAtWork = false;
    }
  }

  private async *filesOf(scope: AuditScope, sight: Sight): AsyncGenerator<ExportFile, readonly string[]> {
    const sealedFirst = (await this.seals.newest())?.number ?? 0;
    const made: Made = { lengths: new Map(), handbooks: new Set(), histories: new Set(), sealedFirst, since: this.parts.clock.now() };
    for await (const batch of recordedIncidents(this.parts.pool, scope)) {
      const visible = await this.parts.incidents.inSight(
        sight,
        batch.map(({ key }) => key),
      );
      for (const incident of batch) if (visible.has(incident.key)) yield* this.incident(incident, made);
    }
    yield* this.handbooks(made);
    yield* await sealFiles(this.seals, {
      chains: [...made.lengths.keys(), 'history_archive', 'handbook_versions'],
      isPart: (head) => isPart(made, head),
      since: made.since,
    });
    yield* this.tools();
    return [...made.lengths.keys()];
  }

  private async *incident({ key, events, detectedAt, handbookVersionId }: RecordedIncident, made: Made): AsyncGenerator<ExportFile> {
    made.lengths.set(key, events.length);
    made.handbooks.add(handbookVersionId);
    for (const { event } of events) if (event.type === 'PolicyAdopted') made.handbooks.add(event.fromVersion);
    made.since = Math.min(made.since, detectedAt);
    const lines = events.map(({ event, digest, chain }) => `${canonicalJson({ event, digest, chain })}\n`);
    yield textFile(`incidents/${key}/timeline.jsonl`, lines.join(''));
    const links: string[] = [];
    for await (const run of eachArchivedRunOf(this.parts.pool, key)) {
      made.histories.add(run.number);
      links.push(`${canonicalJson({ facts: boundFacts(run), previous: run.previous, chain: run.chain })}\n`);
      yield { path: `incidents/${key}/histories/${run.number}.history.gz`, content: run.history };
    }
    if (links.length > 0) yield textFile(`incidents/${key}/histories.jsonl`, links.join(''));
  }

  private async *handbooks(made: Made): AsyncGenerator<ExportFile> {
    const records = await handbookRecords(this.parts.pool);
    yield textFile('handbook/versions.jsonl', records.map((record) => `${canonicalJson(record)}\n`).join(''));
    const { rows } = await this.parts.pool.query<{ id: number; source: string; appliedAt: Instant }>(
      `SELECT id, source, round(extract(epoch FROM applied_at) * 1000)::float8 AS "appliedAt" FROM handbook_versions WHERE id = ANY($1) ORDER BY id`,
      [[...made.handbooks]],
    );
    for (const { id, source, appliedAt } of rows) {
      made.since = Math.min(made.since, appliedAt);
      yield textFile(`handbook/${id}.yaml`, source);
    }
  }

  private async *tools(): AsyncGenerator<ExportFile> {
    const { key, oldKeys } = this.parts;
    const keys = [...(key === null ? [] : [key.publicKey]), ...oldKeys].map((pem) => `${pem.trim()}\n`);
    if (keys.length > 0) yield textFile('keys.pem', keys.join(''));
    yield textFile('README.txt', README);
    yield { path: 'verify.mjs', content: await readFile(VERIFIER) };
  }

  private *manifest(incidents: readonly string[], files: readonly object[]): Generator<ExportFile> {
    const { key, clock } = this.parts;
    const manifest = { format: 'tocsin-export-1', exportedAt: new Date(clock.now()).toISOString(), key: key?.id ?? null, incidents, files };
    const text = `${canonicalJson(manifest)}\n`;
    const digest = createHash('sha256').update(text).digest('hex');
    yield textFile('manifest.json', text);
    if (key !== null) yield textFile('manifest.sig', `${key.signExport(digest)}\n`);
    yield textFile('manifest.sha256', `${digest}\n`);
  }
}

/** Of an incident that goes on while it is read, what was sealed beyond that is no part of it; a tail that was missing before is. */
function isPart({ lengths, handbooks, histories, sealedFirst }: Made, { seal, chain, length }: SealedChainHead): boolean {
  if (chain === 'history_archive') return histories.has(length);
  if (chain === 'handbook_versions') return handbooks.has(length);
  return seal <= sealedFirst || length <= (lengths.get(chain) ?? 0);
}
