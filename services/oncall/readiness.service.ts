import { Inject, Injectable } from '@nestjs/common';
import type { ContactMethod, Handbook, Person } from '../../domain/handbook/handbook.model.js';
import { DAY_MS } from '../../domain/instant.js';
import { type Finding, findUnready, pagedPeople } from '../../domain/oncall/readiness.js';
import { readinessWords } from '../../domain/oncall/readiness-words.js';
import { printPath } from '../../domain/oncall/rule-path.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { systemClock } from '../config/clock.js';
import { DirectoryService } from '../incidents/directory.service.js';
import { VerifiedMethodsService } from '../notifications/verified-methods.service.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';
import { ZONE_RULES } from './on-call.service.js';

const AHEAD_MS = 28 * DAY_MS;

export interface FindingView {
  readonly kind: Finding['kind'];
  readonly entry: string;
  readonly problem: string;
  readonly fix: string;
  readonly person: string | null;
  readonly method: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly times: number | null;
}

/** What is not ready for the nights ahead, by the handbook as it runs and by what its people have answered. Guide: G1.1 */
@Injectable()
export class ReadinessService {
  private readonly verified: VerifiedMethodsService;

  constructor(
    private readonly directory: DirectoryService,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
    @Inject(Database) database: Database,
  ) {
    this.verified = new VerifiedMethodsService(poolOf(database));
  }

  /** For the next four weeks; empty before the first handbook is applied. */
  async findings(): Promise<readonly FindingView[]> {
    const handbook = (await this.directory.current())?.handbook;
    if (handbook === undefined) return [];
    const now = systemClock.now();
    const found = [...findUnready(handbook, { from: now, to: now + AHEAD_MS }, this.zones), ...(await this.unverified(handbook))];
    return found.map((finding) => ({
      kind: finding.kind,
      entry: printPath(finding.path),
      ...readinessWords(finding, handbook.timezone, this.zones),
      person: finding.person ?? null,
      method: finding.method ?? null,
      from: finding.span?.from ?? null,
      to: finding.span?.to ?? null,
      times: finding.times ?? null,
    }));
  }

  /** Each method that pages somebody and over which they have never answered. */
  private async unverified(handbook: Handbook): Promise<readonly Finding[]> {
    const paged = [...pagedPeople(handbook)];
    const isVerified = await this.verified.of(paged);
    return paged.flatMap((id) => {
      const person = Object.hasOwn(handbook.people, id) ? handbook.people[id] : undefined;
      return person === undefined ? [] : unverifiedOf(person, isVerified);
    });
  }
}

function unverifiedOf(person: Person, isVerified: (person: string, method: ContactMethod) => boolean): readonly Finding[] {
  const used = new Set([...person.reach.HIGH, ...person.reach.LOW].map(({ method }) => method));
  return person.methods
    .filter((method) => used.has(method.id) && !isVerified(person.id, method))
    .map(({ id: method, channel }) => {
      const path = channel === 'email' ? ['people', person.id, 'email'] : ['people', person.id, 'contact', channel];
      return { kind: 'NEVER_VERIFIED', path, person: person.id, method };
    });
}
