import { Injectable, Logger } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import { type Instant, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import { monotonicMs, systemClock } from '../config/clock.js';
import { messageOf } from '../config/message-of.js';
import { type Published, published } from '../config/published.js';
import { parseSecret, sameDigest } from '../config/token-secret.js';
import { Turnstile } from '../config/turnstile.js';
import { DirectoryService } from '../incidents/directory.service.js';
import type { CalendarFeed, FeedSubject } from './calendar-feed.model.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { feedCalendar } from './feed-calendar.js';
import { PublishedShifts } from './published-shifts.repository.js';
import { TurnsReader } from './turns.reader.js';

const READING = { atOnce: 2, waiting: 500, keptMs: 5 * SECOND_MS, kept: 64 } as const;

/** A shared cache keeps nothing, and every reader asks again with the tag that it has: a revoked address is void at once. */
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

/** Answers calendars that ask at the address of a feed. Bounded, however many ask however often. Guide: G1.1 */
@Injectable()
export class CalendarDeskService {
  private readonly logger = new Logger('CalendarDesk');
  private readonly turnstile = new Turnstile(READING.atOnce, READING.waiting);
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly feeds: CalendarFeedsRepository,
    private readonly shown: PublishedShifts,
    private readonly onCall: TurnsReader,
    private readonly directory: DirectoryService,
  ) {}

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
}

function crowded(): never {
  throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'too many calendars are being read' });
}
