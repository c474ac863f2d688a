import { monotonicMs } from '../../config/clock.js';
import { type Published, published } from '../../config/published.js';
import type { PageHandbooks } from '../pages.ports.js';
import type { PublicIncident } from './public-incident.model.js';
import { type StatusBoard, statusBoard } from './status-board.js';
import { statusFeed } from './status-feed.js';
import { statusIncidentPage, statusNotFoundPage, statusPage } from './status-page.view.js';
import { STATUS_HEADERS } from './status-stylesheet.js';
import { statusApi } from './status-summary.js';

export interface PublicReads {
  board(): Promise<readonly PublicIncident[]>;
  one(key: string): Promise<PublicIncident | null>;
}

export interface StatusDeskParts {
  readonly reads: PublicReads;
  readonly handbooks: PageHandbooks;
  /** Where browsers find us, for example `https://ops.example/tocsin`. */
  readonly publicUrl: string;
}

/** Older incidents kept ready, and looked up at once, at most. */
const OLDER = { kept: 200, atOnce: 4, freshMs: 60_000 } as const;
const KEY = /^INC-\d{1,15}$/;

const HTML = { ...STATUS_HEADERS, 'content-type': 'text/html; charset=utf-8' };
const ATOM = { ...STATUS_HEADERS, 'content-type': 'application/atom+xml; charset=utf-8' };
const JSON_TYPE = { ...STATUS_HEADERS, 'content-type': 'application/json; charset=utf-8' };

interface Ready {
  readonly board: StatusBoard;
  readonly answers: ReadonlyMap<string, Published>;
}

/**
 * The status page in memory: every answer is made when something is published, and only handed out when somebody asks, so that
 * neither a storm of readers nor a silent database or Temporal keeps anybody waiting. Bounded, however long the history.
 */
export class StatusDesk {
  private ready: Ready | null = null;
  private readonly older = new Map<string, { readonly answer: Published; readonly until: number }>();
  private lookingUp = 0;
  private readonly url: string;
  private readonly base: string;

  constructor(
    private readonly parts: StatusDeskParts,
    private readonly now: () => number = monotonicMs,
  ) {
    this.url = parts.publicUrl.replace(/\/+$/, '');
    this.base = new URL(this.url).pathname.replace(/\/+$/, '');
  }

  /** Makes every answer anew. Throws where the database does not answer; what was ready stays so. */
  async refresh(): Promise<void> {
    const [incidents, current] = await Promise.all([this.parts.reads.board(), this.parts.handbooks.current()]);
    const board = statusBoard(incidents, current?.handbook ?? null);
    const answers = new Map<string, Published>([
      ['', published(200, statusPage(board, this.base), HTML)],
      ['feed.atom', published(200, statusFeed(board, this.url), ATOM)],
      ...Object.entries(statusApi(board, this.url)).map(
        ([name, body]) => [`api/v2/${name}`, published(200, JSON.stringify(body), JSON_TYPE)] as const,
      ),
      ...incidents.map((one) => [`incidents/${one.key}`, published(200, statusIncidentPage(board, one, this.base), HTML)] as const),
    ]);
    this.ready = { board, answers };
  }

  /** What stands at `/status/<path>`, at once; null: not in memory. */
  at(path: string): Published | null {
    return this.ready?.answers.get(path) ?? null;
  }

  /**
   * An incident that is long over: looked up, and kept for a while, or until the database answers again. null: it cannot be looked up
   * now and is not kept, or nothing is known yet.
   */
  async incident(key: string): Promise<Published | null> {
    const { ready } = this;
    if (ready === null) return null;
    if (!KEY.test(key)) return this.nothingHere(ready);
    const kept = this.older.get(key);
    if (kept !== undefined && kept.until > this.now()) return kept.answer;
    const found = await this.lookUp(key);
    return found === 'UNKNOWN' ? (kept?.answer ?? null) : this.keep(key, found, ready);
  }

  /** `UNKNOWN`: too many are being looked up, or the database does not answer, which `refresh` tells of. */
  private async lookUp(key: string): Promise<PublicIncident | null | 'UNKNOWN'> {
    if (this.lookingUp >= OLDER.atOnce) return 'UNKNOWN';
    this.lookingUp += 1;
    try {
      return await this.parts.reads.one(key);
    } catch {
      return 'UNKNOWN'; // told once for all readers, not once for each of them
    } finally {
      this.lookingUp -= 1;
    }
  }

  private keep(key: string, found: PublicIncident | null, ready: Ready): Published {
    const answer = found === null ? this.nothingHere(ready) : published(200, statusIncidentPage(ready.board, found, this.base), HTML);
    this.older.delete(key);
    this.older.set(key, { answer, until: this.now() + OLDER.freshMs });
    const [oldest] = this.older.keys();
    if (this.older.size > OLDER.kept && oldest !== undefined) this.older.delete(oldest);
    return answer;
  }

  private nothingHere({ board }: Ready): Published {
    return published(404, statusNotFoundPage(board, this.base), HTML);
  }
}
