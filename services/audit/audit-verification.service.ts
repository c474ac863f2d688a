import { setTimeout } from 'node:timers/promises';
import type { Pool } from 'pg';
import { DomainFailure } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import type { Clock } from '../config/clock.js';
import type { Sight } from '../persistence/incident-scope.js';
import type { Finding } from './finding.model.js';
import { type AuditScope, type RecordedIncident, recordedIncidents } from './incident-audit.repository.js';
import { judgeIncident } from './judge-incident.js';
import { judgeLedgers } from './judge-ledgers.js';
import { afterTheSealer, dueBefore, type Overdue, overdueLedgers, overdueOf } from './overdue.js';
import { isIncident, pointsNotInRows } from './points-in-rows.js';
import type { SealFile } from './seal-file.js';
import type { TrustedKeys } from './seal-key.js';
import { hearWitness, type Witness } from './seal-witness.js';
import type { Point } from './sealed-points.js';
import { SealsRepository } from './seals.repository.js';

/** More are counted and not listed: a list of thousands tells nobody more than its first lines. */
const LISTED_AT_MOST = 1_000;

/** The name under which a restricted incident stands in a verdict for somebody who may not see it. */
const UNSEEN = 'a restricted incident';

export interface VerificationParts {
  readonly pool: Pool;
  readonly file: SealFile | null;
  readonly keys: TrustedKeys;
  readonly clock: Clock;
  readonly incidents: IncidentsInSight;
  /** How the sealer's next pass is waited for; by itself, until so many ms have passed. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** Which incidents exist for somebody. */
export interface IncidentsInSight {
  inSight(sight: Sight, keys: readonly string[]): Promise<ReadonlySet<string>>;
}

/** What was looked at, and everything in it that is not what was written. Numbers count what whoever asked may see. */
export interface AuditReport extends Pick<Witness, 'seals' | 'signatures' | 'sealedAt' | 'signedAt'> {
  readonly sound: boolean;
  readonly incidents: number;
  readonly events: number;
  /** Events that no seal covers yet: had they been cut off, nobody could tell. */
  readonly unsealed: number;
  /** Whether seals were compared with a file outside PostgreSQL. */
  readonly sealFile: boolean;
  /** Whether signatures could be verified. */
  readonly keyed: boolean;
  readonly found: number;
  /** At most 1000 of them. */
  readonly findings: readonly Finding[];
}

/** Recomputes every chain, and holds it against the seals and their file. Reads alone; one at a time per process. */
export class AuditVerificationService {
  private readonly seals: SealsRepository;
  private isAtWork = false;

  constructor(private readonly parts: VerificationParts) {
    this.seals = new SealsRepository(parts.pool);
  }

  /** With `keys`, those incidents and the seals alone. Throws `NOT_FOUND`, `LIMIT_EXCEEDED`. */
  async verify(scope: AuditScope, sight: Sight): Promise<AuditReport> {
    if (this.isAtWork)
      throw new DomainFailure({ code: 'LIMIT_EXCEEDED', detail: 'a verification is under way', hint: 'wait until it has ended' });
    this.isAtWork = true;
    try {
      return await this.verdict(scope, sight);
    } finally {
      this.isAtWork = false;
    }
  }

  private async verdict(scope: AuditScope, sight: Sight): Promise<AuditReport> {
    const { pool, file, keys, clock } = this.parts;
    const { keys: named } = scope;
    const contradicted = async (points: readonly Point[]) => await pointsNotInRows(pool, points);
    // The seals first: what grows meanwhile is beyond them.
    const witness = await hearWitness(
      { seals: this.seals, file, keys, contradicted, now: clock.now() },
      named === null ? null : new Set(named),
    );
    const due = dueBefore(witness, { now: clock.now(), isSealing: file !== null });
    const tally = new Tally(witness, due);
    for await (const batch of recordedIncidents(pool, scope)) {
      const visible = await this.parts.incidents.inSight(
        sight,
        batch.map(({ key }) => key),
      );
      for (const incident of batch) tally.take(incident, visible);
    }
    tally.lookForMissing(await this.existing(), scope);
    if (named === null) {
      for (const finding of await judgeLedgers(pool, witness.chains)) tally.found.push(finding);
      for (const one of await overdueLedgers(pool, witness.chains, due)) tally.overdue.push({ ...one, name: one.chain });
    }
    const { pause = setTimeout } = this.parts;
    tally.lookForUnsealed(await afterTheSealer(tally.overdue, { seals: this.seals, heard: witness.newest, pause }));
    return { ...tally.report(), sealFile: file !== null, keyed: keys.size > 0 };
  }

  private async existing(): Promise<ReadonlySet<string>> {
    return new Set((await this.parts.pool.query<{ key: string }>('SELECT key FROM incidents')).rows.map(({ key }) => key));
  }
}

/** `name`: what it is called for whoever asks. */
type NamedOverdue = Overdue & { readonly name: string };

/** Counts what is seen, and collects what is wrong. */
class Tally {
  readonly found: Finding[];
  /** At most 1000. */
  readonly overdue: NamedOverdue[] = [];
  private readonly seen = new Set<string>();
  private events = 0;
  private unsealed = 0;

  constructor(
    private readonly witness: Witness,
    private readonly due: Instant | null,
  ) {
    this.found = [...witness.findings];
  }

  take(incident: RecordedIncident, visible: ReadonlySet<string>): void {
    const chain = this.witness.chains.get(incident.key);
    const sealed = chain?.sealed ?? 0;
    const name = visible.has(incident.key) ? incident.key : UNSEEN;
    const finding = judgeIncident(incident, chain);
    if (finding === null) this.noteOverdue(overdueOf(incident, sealed, this.due), name);
    else this.found.push({ ...finding, chain: name });
    if (!visible.has(incident.key)) return;
    this.seen.add(incident.key);
    this.events += incident.events.length;
    this.unsealed += Math.max(0, incident.events.length - sealed);
  }

  private noteOverdue(overdue: Overdue | null, name: string): void {
    if (overdue !== null && this.overdue.length < LISTED_AT_MOST) this.overdue.push({ ...overdue, name });
  }

  lookForUnsealed(left: readonly NamedOverdue[]): void {
    for (const { name, index } of left) {
      const detail = `number ${index} is in no seal, although one was due: it was kept from the sealer, or nothing is sealed any more`;
      this.found.push({ chain: name, index, what: 'UNSEALED', detail });
    }
  }

  /** Incidents that were sealed and are no more: found whatever the span, since nothing is left to say when they began. */
  lookForMissing(existing: ReadonlySet<string>, { keys }: AuditScope): void {
    const gone = [...this.witness.chains].filter(([chain]) => isIncident(chain) && !existing.has(chain));
    for (const [chain, { seal, length }] of gone) {
      this.found.push({ chain, index: 1, what: 'MISSING', detail: `is gone, although seal ${seal} has ${length} events of it` });
    }
    const unknown = keys?.find((key) => !this.seen.has(key) && !gone.some(([chain]) => chain === key));
    if (unknown !== undefined) throw new DomainFailure({ code: 'NOT_FOUND', field: 'keys', detail: `there is no incident ${unknown}` });
  }

  report(): Omit<AuditReport, 'sealFile' | 'keyed'> {
    const { seals, signatures, sealedAt, signedAt } = this.witness;
    const counts = { seals, signatures, sealedAt, signedAt, incidents: this.seen.size, events: this.events, unsealed: this.unsealed };
    return { ...counts, sound: this.found.length === 0, found: this.found.length, findings: this.found.slice(0, LISTED_AT_MOST) };
  }
}
