import { Inject, Injectable } from '@nestjs/common';
import { inForceWithin } from '../../domain/handbook/versions-in-time.js';
import type { Instant } from '../../domain/instant.js';
import type { Span } from '../../domain/oncall/holder.js';
import type { KnownRoster } from '../../domain/oncall/known-roster.js';
import { coversKnownAt, withCovers } from '../../domain/oncall/with-covers.js';
import { RosterService } from '../covers/roster.service.js';
import type { HandbookTimes } from '../handbook/handbook-reader.port.js';
import { HANDBOOK_READER } from '../incidents/directory.service.js';

/** The one reader of what is known, or was, of who is on call when. Guide: G1.1 */
@Injectable()
export class KnownRosters {
  constructor(
    @Inject(HANDBOOK_READER) private readonly handbooks: HandbookTimes,
    @Inject(RosterService) private readonly covers: Pick<RosterService, 'coversWithin'>,
  ) {}

  /**
   * What was known at `asKnownAt` of who is on call throughout `within` (null: what is known now), the covers that people agreed on
   * included. It says nothing of other times. An instant before the first version took effect is answered by that version; nothing was
   * known before it was applied: there is no version in the answer.
   */
  async rosterAsKnownAt(asKnownAt: Instant | null, within: Span): Promise<KnownRoster> {
    const [{ versions }, covers] = await Promise.all([this.writtenAsKnownAt(asKnownAt, within), this.covers.coversWithin(within)]);
    const known = asKnownAt === null ? covers : coversKnownAt(covers, asKnownAt);
    return { versions: versions.map((version) => ({ ...version, handbook: withCovers(version.handbook, known) })) };
  }

  /** The same by the handbook alone, without covers: what a change of it is compared with. */
  async writtenAsKnownAt(asKnownAt: Instant | null, within: Span): Promise<KnownRoster> {
    const versions = inForceWithin(await this.handbooks.versionsKnownAt(asKnownAt), within);
    return {
      versions: await Promise.all(
        versions.map(async (version) => ({ ...version, handbook: await this.handbooks.byVersion(version.versionId) })),
      ),
    };
  }
}
