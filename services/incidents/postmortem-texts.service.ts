import type { Pool } from 'pg';
import { type DomainError, DomainFailure } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import { POSTMORTEM_MAX } from '../../domain/postincident/postmortem-length.js';
import { unstorableIn } from '../../domain/storable-text.js';
import { systemClock } from '../config/clock.js';
import { type Sight, scopeParameter } from '../persistence/incident-scope.js';
import { type PostmortemRevision, PostmortemRevisionsRepository } from '../persistence/postmortem-revisions.repository.js';
import { READ_POSTMORTEM_HEAD } from './follow-up.sql.js';

export interface Edit {
  readonly key: string;
  /** The revision that was read: another one, and somebody else was faster. */
  readonly basedOn: number;
  readonly text: string;
  /** Who writes. */
  readonly author: string;
}

/** Which texts are asked for. */
export interface Reading {
  /** The revision that is published; null: none is. */
  readonly published: number | null;
  /** As it was then. */
  readonly until?: Instant | undefined;
}

export interface PostmortemTexts {
  /** What is written on, published or not. */
  readonly newest: PostmortemRevision;
  /** The same, unless somebody wrote on since; null: none is published. */
  readonly published: PostmortemRevision | null;
}

/** The texts of postmortems, within what somebody may see. Every edit is a revision; none is ever changed. Guide: G2.6 */
export class PostmortemTextsService {
  private readonly revisions: PostmortemRevisionsRepository;
  constructor(private readonly pool: Pool) {
    this.revisions = new PostmortemRevisionsRepository(pool);
  }

  /** null: there is none, or none in sight; nobody can tell which. */
  async read(sight: Sight, key: string, { published, until }: Reading): Promise<PostmortemTexts | null> {
    const newest = (await this.head(sight, key)) === null ? null : await this.revisions.newest(key, until);
    if (newest === null) return null;
    if (published === null) return { newest, published: null };
    return { newest, published: published === newest.revision ? newest : await this.revisions.find(key, published) };
  }

  /** The new revision's number. Throws `NOT_FOUND`, `INCIDENT_CLOSED`, `CONFLICT`, `INVALID_INPUT`. */
  async edit(sight: Sight, { key, basedOn, text, author }: Edit): Promise<number> {
    const wrong = wrongWith(text);
    if (wrong !== null) throw new DomainFailure({ code: 'INVALID_INPUT', field: 'text', detail: `text ${wrong}` });
    const head = await this.head(sight, key);
    if (head === null) throw new DomainFailure(notFound(key));
    if (head.status !== 'POST_INCIDENT') throw new DomainFailure({ code: 'INCIDENT_CLOSED', detail: `${key} is ${head.status}` });
    const newest = (await this.revisions.newest(key))?.revision ?? 0;
    const writing = { incidentKey: key, revision: basedOn + 1, text, author, at: systemClock.now() };
    if (basedOn === newest && (await this.revisions.write(writing))) return basedOn + 1;
    const detail = `revision ${newest} is the newest, not ${basedOn}`;
    throw new DomainFailure({ code: 'CONFLICT', field: 'basedOn', detail, hint: 'read it, and write your change into it' });
  }

  private async head(sight: Sight, key: string): Promise<{ readonly status: string } | null> {
    const { rows } = await this.pool.query<{ status: string }>(READ_POSTMORTEM_HEAD, [scopeParameter(sight), key]);
    return rows[0] ?? null;
  }
}

function wrongWith(text: string): string | null {
  if (text.trim() === '') return 'is empty';
  const unstorable = unstorableIn(text);
  if (unstorable !== undefined) return `contains ${unstorable}`;
  return text.length > POSTMORTEM_MAX ? `has ${text.length} characters; at most ${POSTMORTEM_MAX} are accepted` : null;
}

const notFound = (key: string): DomainError => ({
  code: 'NOT_FOUND',
  field: 'key',
  detail: `there is no postmortem of ${key.slice(0, 40)}`,
  hint: 'one is drafted when the reopen window ends, if the severity asks for it',
});
