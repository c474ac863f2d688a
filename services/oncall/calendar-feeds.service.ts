import { Inject, Injectable, Logger } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import { type Instant, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import { AuditLogService } from '../audit/audit-log.service.js';
import { monotonicMs, systemClock } from '../config/clock.js';
import { messageOf } from '../config/message-of.js';
import { type Published, published } from '../config/published.js';
import { type MintedSecret, mintSecret, parseSecret, sameDigest } from '../config/token-secret.js';
import { Turnstile } from '../config/turnstile.js';
import { DirectoryService } from '../incidents/directory.service.js';
import type { CalendarFeed, FeedMaker, FeedRequest, FeedSubject, MadeFeed } from './calendar-feed.model.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { feedCalendar } from './feed-calendar.js';
import { isFeedOf, judgeFeedRequest } from './feed-rules.js';
import { OnCallService } from './on-call.service.js';
import { PublishedShifts } from './published-shifts.repository.js';

/** Nest's name for where calendars find us, for example `https://ops.example/tocsin`. */
export const FEED_BASE_URL = Symbol('FEED_BASE_URL');

/** Live feeds that one person or tool may have made. */
const MAX_LIVE = 100;
const READING = { atOnce: 2, waiting: 500, keptMs: 5 * SECOND_MS, kept: 64 } as const;

/** For one's own server and proxy, too: a shared cache keeps nothing, and every reader asks again with the tag that it has. */
const HEADERS = {
  'content-type': 'text/calendar; charset=utf-8',
  'content-disposition': 'inline; filename="on-call.ics"',
  'cache-control': 'private, no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

interface Kept {
  readonly answer: Promise<Published>;
  readonly until: number;
}

/** Secret addresses at which calendars read who is on call: made, replaced, revoked, answered. Guide: G1.1 */
@Injectable()
export class CalendarFeedsService {
  private readonly logger = new Logger('CalendarFeeds');
  private readonly turnstile = new Turnstile(READING.atOnce, READING.waiting);
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly feeds: CalendarFeedsRepository,
    private readonly shown: PublishedShifts,
    private readonly onCall: OnCallService,
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

  /**
   * What stands at the address with `secret`. Throws `NOT_FOUND` for one that was never given, is tampered with, replaced or revoked,
   * without saying which, and `UNAVAILABLE` in a crowd.
   */
  async calendar(secret: string): Promise<Published> {
    const parsed = parseSecret('tcf', secret);
    const found = parsed === undefined ? undefined : await this.feeds.find(parsed.id);
    const isGenuine = parsed !== undefined && found !== undefined && sameDigest(found.digest, parsed.digest);
    if (!isGenuine || found.feed.revokedAt !== null) throw new DomainFailure({ code: 'NOT_FOUND', detail: 'there is no such calendar' });
    this.noteReading(found.feed, systemClock.now());
    return await this.answer(found.feed);
  }

  /** Asked again within seconds, it is the answer that was just made: a reader that hammers costs nothing. */
  private answer({ id, subject }: CalendarFeed): Promise<Published> {
    const kept = this.kept.get(id);
    if (kept !== undefined && kept.until > monotonicMs()) return kept.answer;
    const answer = this.turnstile.through(() => this.render(subject), crowded);
    this.kept.delete(id);
    this.kept.set(id, { answer, until: monotonicMs() + READING.keptMs });
    answer.catch(() => this.kept.delete(id)); // whoever asked is told; the next one tries again
    const [oldest] = this.kept.keys();
    if (this.kept.size > READING.kept && oldest !== undefined) this.kept.delete(oldest);
    return answer;
  }

  private async render(subject: FeedSubject): Promise<Published> {
    const sources = { onCall: this.onCall, directory: this.directory, published: this.shown };
    return published(200, await feedCalendar(sources, subject, systemClock.now()), HEADERS);
  }

  /** At most once a minute, and never in anybody's way. */
  private noteReading({ id, lastReadAt }: CalendarFeed, at: Instant): void {
    if (lastReadAt !== null && at - lastReadAt < MINUTE_MS) return;
    this.feeds
      .noteReading(id, at)
      .catch((error: unknown) => this.logger.warn(`the reading of feed ${id} was not recorded: ${messageOf(error)}`));
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

function crowded(): never {
  throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'too many calendars are being read' });
}
