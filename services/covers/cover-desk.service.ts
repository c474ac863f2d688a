import type { CoverDeskPort } from '../../activities/ports/cover-desk.port.js';
import type { NoticeDeskPort } from '../../activities/ports/notice-desk.port.js';
import type { CoverRequest } from '../../domain/covers/cover-request.model.js';
import { askNotice, outcomeNotice } from '../../domain/covers/cover-request-text.js';
import type { CoverNotice, Reader } from '../../domain/covers/cover-text.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { PersonLinks } from '../config/person-links.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { CoverRequestsRepository } from './cover-requests.repository.js';

export interface CoverDeskParts {
  readonly requests: Pick<CoverRequestsRepository, 'record' | 'find'>;
  readonly handbooks: HandbookReader;
  readonly notices: NoticeDeskPort;
  readonly links: PersonLinks;
  readonly zones: ZoneRules;
}

/** The record of requests for cover, and what people are told of them. Guide: G1.1 */
export class CoverDeskService implements CoverDeskPort {
  constructor(private readonly parts: CoverDeskParts) {}

  record(request: CoverRequest): Promise<CoverRequest> {
    return this.parts.requests.record(request);
  }

  async ask(request: CoverRequest): Promise<void> {
    const recorded = await this.parts.requests.find(request.id);
    if (recorded?.status !== 'ASKED') return;
    await this.tellEach(request.candidates, (reader) => askNotice(request, reader, this.parts.links.mint(request.id, reader.person)));
  }

  async tellOutcome(request: CoverRequest): Promise<void> {
    await this.tellEach([request.asker], (reader) => outcomeNotice(request, reader));
  }

  /** All are tried; one who can be reached later makes the activity try again, and whoever was told is not told twice. */
  private async tellEach(people: readonly string[], of: (reader: Reader) => CoverNotice | null): Promise<void> {
    const handbook = await this.handbook();
    const results = await Promise.all(
      people.map(async (person) => {
        const news = of({ person, timezone: zoneOf(handbook, person), rules: this.parts.zones });
        return news === null ? null : await this.parts.notices.tell({ ...news, person });
      }),
    );
    const later = results.find((result) => result?.status === 'RETRY');
    if (later?.status === 'RETRY') throw new Error(`${later.code}: ${later.reason}`);
  }

  private async handbook(): Promise<Handbook> {
    const current = await this.parts.handbooks.current();
    if (current === null) throw new Error('no handbook has been applied yet');
    return current.handbook;
  }
}

const zoneOf = (handbook: Handbook, person: string): string =>
  (Object.hasOwn(handbook.people, person) ? handbook.people[person]?.timezone : undefined) ?? handbook.timezone;
