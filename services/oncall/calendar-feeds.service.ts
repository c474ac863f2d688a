import { Inject, Injectable } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import { AuditLogService } from '../audit/audit-log.service.js';
import { systemClock } from '../config/clock.js';
import { type MintedSecret, mintSecret } from '../config/token-secret.js';
import { DirectoryService } from '../incidents/directory.service.js';
import type { CalendarFeed, FeedMaker, FeedRequest, MadeFeed } from './calendar-feed.model.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { isFeedOf, judgeFeedRequest } from './feed-rules.js';

/** Nest's name for where calendars find us, for example `https://ops.example/tocsin`. */
export const FEED_BASE_URL = Symbol('FEED_BASE_URL');

/** Live feeds that one person or tool may have made. */
const MAX_LIVE = 100;

/** Secret addresses at which calendars read who is on call: made, listed, replaced, revoked. Guide: G1.1 */
@Injectable()
export class CalendarFeedsService {
  constructor(
    private readonly feeds: CalendarFeedsRepository,
    private readonly directory: DirectoryService,
    private readonly audit: AuditLogService,
    @Inject(FEED_BASE_URL) private readonly baseUrl: string,
  ) {}

  /**
   * The only time that the address is seen. Throws `FORBIDDEN` for somebody else's, `UNKNOWN_PERSON`, `NOT_FOUND` for a schedule that
   * there is not, `LIMIT_EXCEEDED` where the maker has a hundred, and `INVALID_INPUT`.
   */
  async create(by: FeedMaker, request: FeedRequest): Promise<MadeFeed> {
    const handbook = (await this.directory.current())?.handbook;
    if (handbook === undefined) throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'no handbook has been applied yet' });
    const judged = judgeFeedRequest(by, request, handbook);
    if (!judged.ok) throw new DomainFailure(judged.error);
    const minted = mintSecret('tcf');
    const entry = { actor: by.name, action: 'calendar-feed.create', subject: minted.id, detail: { ...judged.value } };
    await this.audit.recorded(entry, async (client) => {
      if ((await this.feeds.countLive(client, by.name)) >= MAX_LIVE) throw tooMany();
      await this.feeds.insert(client, minted, judged.value, { by: by.name, at: systemClock.now() });
    });
    return await this.made(minted);
  }

  /** Another address of the same feed; the old one is void. Throws `NOT_FOUND`, also for a feed that is not one's own. */
  async rotate(by: FeedMaker, id: string): Promise<MadeFeed> {
    await this.own(by, id);
    const minted = mintSecret('tcf', id);
    await this.audit.recorded({ actor: by.name, action: 'calendar-feed.rotate', subject: id }, async (client) => {
      if (!(await this.feeds.rotate(client, minted, systemClock.now()))) throw noFeed(id);
    });
    return await this.made(minted);
  }

  /** Void at once, in every process. Throws `NOT_FOUND`, also for a feed that is not one's own. */
  async revoke(by: FeedMaker, id: string): Promise<CalendarFeed> {
    const feed = await this.own(by, id);
    const at = systemClock.now();
    await this.audit.recorded({ actor: by.name, action: 'calendar-feed.revoke', subject: id }, (client) =>
      this.feeds.revoke(client, id, at),
    );
    return { ...feed, revokedAt: feed.revokedAt ?? at };
  }

  /** One's own and those that one made; everybody's for those who manage feeds. */
  list(by: FeedMaker): Promise<readonly CalendarFeed[]> {
    return this.feeds.list(by.permissions.has('feeds:manage') ? null : by);
  }

  private async own(by: FeedMaker, id: string): Promise<CalendarFeed> {
    const found = await this.feeds.find(id);
    if (found === undefined || !isFeedOf(by, found.feed)) throw noFeed(id);
    return found.feed;
  }

  private async made({ id, text }: MintedSecret): Promise<MadeFeed> {
    const record = await this.feeds.find(id);
    if (record === undefined) throw new Error('a calendar feed that was just made is gone');
    return { feed: record.feed, url: `${this.baseUrl.replace(/\/+$/, '')}/calendar/${text}.ics` };
  }
}

const noFeed = (id: string): DomainFailure =>
  new DomainFailure({ code: 'NOT_FOUND', field: 'id', detail: `there is no calendar feed ${id.slice(0, 40)}` });

const tooMany = (): DomainFailure =>
  new DomainFailure({
    code: 'LIMIT_EXCEEDED',
    detail: `${MAX_LIVE} feeds of yours are live already`,
    hint: 'revoke those that nobody reads',
  });
