import { Inject, Injectable } from '@nestjs/common';
import type { ContactMethod, Person } from '../../domain/handbook/handbook.model.js';
import { DAY_MS } from '../../domain/instant.js';
import type { KnownRoster } from '../../domain/oncall/known-roster.js';
import { type Finding, pagedPeople } from '../../domain/oncall/readiness.js';
import { findUnreadyAsKnown } from '../../domain/oncall/readiness-as-known.js';
import { readinessWords } from '../../domain/oncall/readiness-words.js';
import { printPath } from '../../domain/oncall/rule-path.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { systemClock } from '../config/clock.js';
import { DirectoryService } from '../incidents/directory.service.js';
import { VerifiedMethodsService } from '../notifications/verified-methods.service.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';
import { KnownRosters } from './known-rosters.service.js';
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

/** What is not ready for the nights ahead, each by the handbook in force then, and by what its people have answered. Guide: G1.1 */
@Injectable()
export class ReadinessService {
  private readonly verified: VerifiedMethodsService;

  constructor(
    private readonly directory: DirectoryService,
    private readonly rosters: KnownRosters,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
    @Inject(Database) database: Database,
  ) {
    this.verified = new VerifiedMethodsService(poolOf(database));
  }

  /** For the next four weeks; empty before the first handbook is applied. */
  async findings(): Promise<readonly FindingView[]> {
    const current = await this.directory.current();
    if (current === null) return [];
    const now = systemClock.now();
    const span = { from: now, to: now + AHEAD_MS };
    const roster = await this.rosters.rosterAsKnownAt(null, span);
    const found = [...findUnreadyAsKnown(roster, span, this.zones), ...(await this.unverified(roster))];
    return found.map((finding) => ({
      kind: finding.kind,
      entry: printPath(finding.path),
      ...readinessWords(finding, current.handbook.timezone, this.zones),
      person: finding.person ?? null,
      method: finding.method ?? null,
      from: finding.span?.from ?? null,
      to: finding.span?.to ?? null,
      times: finding.times ?? null,
    }));
  }

  /** Each method that pages somebody and over which they have never answered. */
  private async unverified({ versions }: KnownRoster): Promise<readonly Finding[]> {
    const paged = new Map(
      versions.flatMap(({ handbook }) =>
        [...pagedPeople(handbook)].flatMap((id) => {
          const person = Object.hasOwn(handbook.people, id) ? handbook.people[id] : undefined;
          return person === undefined ? [] : [[id, person] as const];
        }),
      ),
    );
    const isVerified = await this.verified.of([...paged.keys()]);
    return [...paged.values()].flatMap((person) => unverifiedOf(person, isVerified));
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
