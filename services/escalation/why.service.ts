import { Inject, Injectable } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { RosterService } from '../covers/roster.service.js';
import { HandbookService } from '../handbook/handbook.service.js';
import { VersionsInForce, type VersionText } from '../handbook/versions-in-force.service.js';
import { HANDBOOK_READER } from '../incidents/directory.service.js';
import type { IncidentView, TimelineEntry } from '../incidents/incident.view.js';
import { IncidentsService } from '../incidents/incidents.service.js';
import { ZONE_RULES } from '../oncall/on-call.service.js';
import type { Sight } from '../persistence/incident-scope.js';
import type { NotPaged, WhyLink } from './why.model.js';
import { notPagedReasons } from './why-not-paged.js';
import { pagedChain } from './why-paged.js';

/** More than any incident has. */
const WHOLE_TIMELINE = 100_000;
const WHOLE_PAGES = 10_000;

/** Why somebody was paged, or was not: each link with its line in the handbook that said so. Guide: G1.1, G1.2 */
@Injectable()
export class WhyService {
  private readonly versions: VersionsInForce;

  constructor(
    private readonly incidents: IncidentsService,
    @Inject(HANDBOOK_READER) handbooks: HandbookService,
    @Inject(ZONE_RULES) private readonly zones: ZoneRules,
    private readonly roster: RosterService,
  ) {
    this.versions = new VersionsInForce(handbooks);
  }

  /** The chain from the alert to the receipts; null: there is no such page, or none for this viewer. */
  async paged(sight: Sight, pageId: string): Promise<readonly WhyLink[] | null> {
    const key = pageId.split('/')[0] ?? '';
    const incident = await this.incidents.find(sight, key);
    const page = incident === null ? undefined : (await this.pagesOf(sight, key)).find((one) => one.id === pageId);
    if (incident === null || page === undefined) return null;
    const events = await this.timeline(sight, key);
    const pinnedId = pinnedAt(events, page.at, incident.handbookVersionId);
    const [pinned, live, alerts] = await Promise.all([
      this.versions.version(pinnedId),
      this.runningAt(page.at, pinnedId),
      this.incidents.alertsOf(sight, [key], 100),
    ]);
    const alert = alerts.get(key)?.toSorted((a, b) => Number(a.id) - Number(b.id))[0];
    return pagedChain({ incident, page, alert, events, pinned, live, zones: this.zones });
  }

  /** Rung by rung why `person` was not paged; null: no such incident, or none for this viewer. Throws `UNKNOWN_PERSON`. */
  async notPaged(sight: Sight, person: string, key: string): Promise<NotPaged | null> {
    const incident = await this.incidents.find(sight, key);
    if (incident === null) return null;
    const [pinned, live] = await Promise.all([this.versions.version(incident.handbookVersionId), this.runningThen(incident)]);
    const isKnown = [pinned, live].some(({ handbook }) => Object.hasOwn(handbook.people, person));
    if (!isKnown) {
      const detail = `no handbook of this incident has a person ${person.slice(0, 60)}`;
      throw new DomainFailure({ code: 'UNKNOWN_PERSON', field: 'person', detail });
    }
    const [pages, events, folds] = await Promise.all([
      this.pagesOf(sight, key),
      this.timeline(sight, key),
      this.incidents.folds(sight, [key]),
    ]);
    const own = pages.filter((page) => page.person === person).map((page) => page.id);
    const fold = folds.get(key);
    const reasons = fold === undefined ? [] : notPagedReasons({ person, fold, events, pinned, live, zones: this.zones });
    return { person, incident: key, pages: own, reasons };
  }

  private async runningThen({ resolvedAt, detectedAt, handbookVersionId }: IncidentView): Promise<VersionText> {
    return await this.runningAt(resolvedAt ?? detectedAt, handbookVersionId);
  }

  /** The version that ran at `at`, with its covers: no cover ever changes who was on call before it was recorded. */
  private async runningAt(at: Instant, otherwise: number): Promise<VersionText> {
    const version = await this.versions.runningAt(at, otherwise);
    return { ...version, handbook: await this.roster.covered(version.handbook, at) };
  }

  private async pagesOf(sight: Sight, key: string) {
    return (await this.incidents.pagesOf(sight, [key], WHOLE_PAGES)).get(key) ?? [];
  }

  private async timeline(sight: Sight, key: string): Promise<readonly TimelineEntry[]> {
    return (await this.incidents.timelines(sight, [key], { afterSeq: 0, first: WHOLE_TIMELINE })).get(key)?.rows ?? [];
  }
}

/** The version by which an incident went on at `at`, where it has adopted others since. */
function pinnedAt(events: readonly TimelineEntry[], at: Instant, now: number): number {
  const next = events.find((event) => event.type === 'PolicyAdopted' && event.at > at);
  return next?.type === 'PolicyAdopted' ? next.fromVersion : now;
}
